package info.sopranoexch.provider.callbacks;

import static info.sopranoexch.provider.testing.PaymoonCaller.OLD_SECRET;
import static info.sopranoexch.provider.testing.PaymoonCaller.SECRET;
import static info.sopranoexch.provider.testing.PaymoonCaller.headers;
import static info.sopranoexch.provider.testing.PaymoonCaller.paid;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.avro.ProviderStatus;
import info.sopranoexch.starter.testing.HttpTestClient;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallbackIT extends AdapterFixture {
    private final String payment = Payments.newId();

    @Test
    void storesCallbackRawAndTranslated() throws Exception {
        byte[] body = paid("evt_a", payment, 2);

        assertThat(callback(headers(SECRET, "evt_a", Instant.now(), body), body).status())
                .isEqualTo(200);

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getRaw()).isEqualTo(ByteBuffer.wrap(body));
        assertThat(event.getSource()).isEqualTo(ProviderEventSource.callback);
        assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.reported);
        assertThat(event.getStatus()).isEqualTo(ProviderStatus.paid);
        assertThat(event.getPaidMinor()).isEqualTo(100_000);
        assertThat(event.getProviderVersion()).isEqualTo(2);
        assertThat(event.getProviderEventId()).isEqualTo("evt_a");
        assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    }

    @Test
    void acceptsBothSecrets() throws Exception {
        byte[] body = paid("evt_b", payment, 2);
        assertThat(callback(headers(OLD_SECRET, "evt_b", Instant.now(), body), body)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void repeatedCallbackHasTheSameEventId() throws Exception {
        byte[] body = paid("evt_c", payment, 2);
        callback(headers(SECRET, "evt_c", Instant.now(), body), body);
        callback(headers(SECRET, "evt_c", Instant.now(), body), body);

        assertThat(events(2))
                .extracting(ProviderEvent::getEventId)
                .containsOnly(events(1).getFirst().getEventId());
    }

    @Test
    void continuesTrace() throws Exception {
        byte[] body = paid("evt_t", payment, 2);
        Map<String, String> headers = headers(SECRET, "evt_t", Instant.now(), body);
        headers.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        callback(headers, body);

        var record = RECORDS.await(Topics.PROVIDER_EVENTS, r -> payment.equals(r.key()), 1)
                .getFirst();
        assertThat(record.headers().lastHeader("traceparent").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertThat(record.headers().lastHeader("ce_id").value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(events(1).getFirst().getEventId());
    }

    @Test
    void rejectsInvalidTokenSignatureAndTimestamp() throws Exception {
        byte[] body = paid("evt_d", payment, 2);
        Instant now = Instant.now();
        Map<String, String> withoutToken = headers(SECRET, "evt_d", now, body);
        withoutToken.remove("Authorization");
        assertThat(callback(withoutToken, body).status()).isEqualTo(401);

        assertThat(callback(headers("another-secret-0123456789", "evt_d", now, body), body)
                        .status())
                .isEqualTo(401);
        assertThat(callback(headers(SECRET, "evt_d", now.minusSeconds(310), body), body)
                        .status())
                .isEqualTo(401);
        assertThat(callback(headers(SECRET, "evt_d", now.plusSeconds(310), body), body)
                        .status())
                .isEqualTo(401);
        for (String timestamp : List.of("-1", "1e9", "17673230450000000000")) {
            assertThat(callback(headers(SECRET, "evt_d", timestamp, body), body).status())
                    .as(timestamp)
                    .isEqualTo(401);
        }
        byte[] changed = Arrays.copyOf(body, body.length + 1);
        changed[body.length] = ' ';
        var response = callback(headers(SECRET, "evt_d", now, body), changed);
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(response.text()).contains("\"code\":\"invalid_signature\"");
    }

    @Test
    void rejectsMalformedAndTooLargeBodies() throws Exception {
        for (String bad : List.of(
                "",
                "[]",
                "{",
                "null",
                "{} {}",
                "{\"event_id\":\"e\"}",
                "{\"event_id\":\"e\",\"external_id\":7}",
                "{\"event_id\":\"e\",\"external_id\":\"pay_1\",\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}",
                "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000),
                "{\"event_id\":\"e\",\"external_id\":\"../x\"}",
                "{\"event_id\":\"f\",\"external_id\":\"pay_1\"}",
                "{\"event_id\":\"e\",\"external_id\":\"pay_1\",\"external_id\":\"pay_2\"}")) {
            byte[] body = bad.getBytes(StandardCharsets.UTF_8);
            var response = callback(headers(SECRET, "e", Instant.now(), body), body);
            assertThat(response.status()).as(bad).isEqualTo(400);
            assertThat(response.text()).doesNotContainIgnoringCase("jackson", "java", "exception", "token");
        }
        byte[] latin =
                "{\"event_id\":\"e\",\"external_id\":\"pay_1\",\"x\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(callback(headers(SECRET, "e", Instant.now(), latin), latin).status())
                .isEqualTo(400);
        byte[] large = new byte[64 * 1024 + 1];
        assertThat(callback(headers(SECRET, "e", Instant.now(), large), large).status())
                .isEqualTo(413);
    }

    @Test
    void limitsBodyWithoutContentLength() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];
        Map<String, String> headers = headers(SECRET, "e", Instant.now(), large);
        assertThat(callbackInChunks(headers, large).status()).isEqualTo(413);
        byte[] body = paid("evt_f", payment, 2);
        assertThat(callbackInChunks(headers(SECRET, "evt_f", Instant.now(), body), body)
                        .status())
                .isEqualTo(200);
    }

    /** Uses the first signature header, as the gateway does. A list in one header is invalid. */
    @Test
    void usesFirstOfTwoSignatures() throws Exception {
        byte[] body = paid("evt_g", payment, 2);
        Map<String, String> headers = headers(SECRET, "evt_g", Instant.now(), body);
        String good = String.valueOf(headers.remove("X-Paymoon-Signature"));
        String bad = "v1=" + "0".repeat(64);
        assertThat(callback(headers, body, good, bad).status()).isEqualTo(200);
        assertThat(callback(headers, body, bad, good).status()).isEqualTo(401);
        for (String list : List.of(good + "," + bad, bad + ", " + good, good + "," + good)) {
            assertThat(callback(headers, body, list).status()).as(list).isEqualTo(401);
        }
    }

    private HttpTestClient.Response callback(Map<String, String> headers, byte[] body, String... signatures)
            throws Exception {
        HttpRequest.Builder request = callback(headers, HttpRequest.BodyPublishers.ofByteArray(body));
        for (String signature : signatures) {
            request.header("X-Paymoon-Signature", signature);
        }
        return http().send(request);
    }

    private HttpTestClient.Response callbackInChunks(Map<String, String> headers, byte[] body) throws Exception {
        return http().send(callback(
                headers, HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))));
    }

    @Test
    void storesUntranslatableCallbackRaw() throws Exception {
        byte[] body = new String(paid("evt_e", payment, 2), StandardCharsets.UTF_8)
                .replace("\"paid\"", "\"teleported\"")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(callback(headers(SECRET, "evt_e", Instant.now(), body), body).status())
                .isEqualTo(200);

        ProviderEvent event = events(1).getFirst();
        assertThat(event.getOutcome()).isEqualTo(ProviderOutcome.untranslatable);
        assertThat(event.getRaw()).isEqualTo(ByteBuffer.wrap(body));
        assertThat(event.getDetail()).contains("status");
    }

    private List<ProviderEvent> events(int count) {
        return RECORDS.await(Topics.PROVIDER_EVENTS, payment, count, ProviderEvent.class);
    }
}
