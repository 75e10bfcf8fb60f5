package info.sopranoexch.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.sandbox.testing.SandboxFixture;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CustomCallbackIT extends SandboxFixture {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void sendsBodyUnchanged() throws Exception {
        assertThat(send(custom()).status()).isEqualTo(202);
        assertThat(awaitCallbacks(1).getFirst().eventId()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"event_id", "external_id", "target", "body"})
    void namesMissingField(String field) throws Exception {
        ObjectNode callback = custom();
        callback.remove(field);
        assertRejected(callback, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "event_id|'a\nb'",
                "event_id|событие",
                "event_id|with space",
                "event_id|''",
                "external_id|a b",
                "target|http://192.0.2.1/hook",
                "target|not an address",
                "target|file:///etc/passwd",
                "evnt|x"
            })
    void namesInvalidField(String field, String value) throws Exception {
        assertRejected(custom().put(field, value), field);
    }

    @Test
    void listsBodyWithNul() throws Exception {
        send(custom().put("body", "\u0000").put("forged", true));
        Response listed = call("GET", "/control/callbacks?external_id=" + payment, null, null);
        assertThat(listed.status()).isEqualTo(200);
        assertThat(text(listed.json().get(0), "body")).endsWith("\u0000");
    }

    /** A callback may have been queued by a sandbox with other settings. */
    @ParameterizedTest
    @CsvSource({"'a\nb', http://127.0.0.1:1/hook", "mine, http://192.0.2.1/hook"})
    void givesUpCallbackThatCannotBeSent(String eventId, String target) {
        jdbc.sql("""
                        insert into callback (event_id, external_id, target, body, forged, created_at, next_attempt_at, updated_at)
                        values (:event, :external, :target, '', false, now(), now(), now())""")
                .param("event", eventId)
                .param("external", payment)
                .param("target", target)
                .update();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(
                        () -> jdbc.sql("select state from callback where external_id = :external")
                                .param("external", payment)
                                .query(String.class)
                                .single(),
                        "given_up"::equals);
    }

    private void assertRejected(ObjectNode callback, String field) throws Exception {
        Response response = send(callback);
        assertThat(response.status()).isEqualTo(400);
        assertThat(text(response.json(), "message")).startsWith(field);
        assertThat(call("GET", "/control/callbacks?external_id=" + payment, null, null)
                        .text())
                .isEqualTo("[]");
    }

    private Response send(ObjectNode callback) throws Exception {
        return call("POST", "/control/callbacks", callback.toString(), null);
    }

    private ObjectNode custom() {
        return JsonMapper.shared()
                .createObjectNode()
                .put("event_id", "mine")
                .put("external_id", payment)
                .put("target", RECEIVER.url())
                .put("body", String.format(Locale.ROOT, "{\"external_id\":\"%s\"}", payment));
    }
}
