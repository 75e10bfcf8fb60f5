package info.sopranoexch.payment.apikeys;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@LiveService
class ApiKeysIT {
    private static final String PATH = "/internal/api-keys";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);

    @BeforeEach
    void connect() {
        http = new Http(port);
    }

    @Test
    void showsKeyOnceAndStoresItsHash() {
        Http.Response made = http.post(PATH, 0, "{\"name\":\"Shop\"}");
        String key = made.json().path("key").asString();
        assertThat(key).matches("sk_[A-Za-z0-9_-]{43}");
        assertThat(made.json().path("scopes").valueStream().map(scope -> scope.asString()))
                .containsExactly(
                        "merchants:write", "payments:read", "payments:write", "requests:read", "webhooks:write");
        assertThat(http.get(PATH + "?limit=100", 0).text()).doesNotContain(key);
        List<String> rows = jdbc.sql("SELECT api_keys::text FROM api_keys")
                .query(String.class)
                .list();
        assertThat(rows).noneMatch(row -> row.contains(key));
    }

    @Test
    void rotatesWithOverlapAndRevokes() {
        Http.Response old = http.post(PATH, 0, "{\"name\":\"Shop\",\"scopes\":[\"payments:write\"]}");
        String path = PATH + "/" + old.json().path("id").asString();
        Http.Response made = http.post(path + "/rotate", 0, "{\"overlap_seconds\":60}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("account_id")).isEqualTo(old.json().path("account_id"));
        assertThat(made.json().path("scopes")).isEqualTo(old.json().path("scopes"));
        assertThat(made.json().path("key")).isNotEqualTo(old.json().path("key"));
        assertThat(http.call("DELETE", path, 0, null).status()).isEqualTo(204);
        assertThat(http.call("DELETE", path, 0, null).status()).isEqualTo(204);
        assertThat(http.post(path + "/rotate", 0, "{}").status()).isEqualTo(409);
        assertThat(http.call("DELETE", PATH + "/key_none", 0, null).status()).isEqualTo(404);
    }

    @Test
    void createsSecondKeyOfAccount() {
        long account =
                http.post(PATH, 0, "{\"name\":\"A\"}").json().path("account_id").asLong();
        Http.Response second = http.post(PATH, 0, "{\"name\":\"B\",\"account_id\":" + account + "}");
        assertThat(second.json().path("account_id").asLong()).isEqualTo(account);
    }

    @Test
    void movesLastUseForwardOnly() {
        String id = http.post(PATH, 0, "{\"name\":\"Shop\"}").json().path("id").asString();
        use(id, "2026-02-02T00:00:00Z");
        use(id, "2026-01-01T00:00:00Z");
        use("key_unknown", "2026-01-01T00:00:00Z");
        assertThat(http.get(PATH + "?limit=100", 0).text()).contains("\"last_used_at\":\"2026-02-02T00:00:00.000Z\"");
    }

    private void use(String id, String time) {
        String body = "[{\"id\":\"" + id + "\",\"last_used_at\":\"" + time + "\"}]";
        assertThat(http.post(PATH + "/usage", 0, body).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /             | {}                                     | 400
            /             | {"name":"x","scopes":["root"]}         | 400
            /             | {"name":"x","scopes":[]}               | 400
            /             | {"name":"x","scopes":"payments:read"}  | 400
            /             | {"name":"x","account_id":999999999}    | 400
            /             | {"name":"x","account_id":"1"}          | 400
            /usage        | {}                                     | 400
            /usage        | [{}]                                   | 400
            /usage        | [{"id":"k","last_used_at":"soon"}]     | 400
            /key_x/rotate | {"overlap_seconds":-1}                 | 400
            /key_x/rotate | {}                                     | 404
            """)
    void rejectsMalformedParameters(String path, String body, int status) {
        assertThat(http.post(PATH + path.replaceFirst("^/$", ""), 0, body).status())
                .isEqualTo(status);
    }
}
