package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EdgeIT {

    @Test
    void returns429UntilTheBucketIsRefilled() {
        try (var gateway =
                TestGateway.start(Map.of("soprano.rate-limit.per-second", "1", "soprano.rate-limit.burst", "3"))) {
            Map<String, String> key = TestGateway.key(TestGateway.KEY);
            for (int left = 2; left >= 0; left--) {
                Response response = gateway.http().get("/api/v1/payments?limit=0", key);
                assertThat(response.status()).isEqualTo(400);
                assertThat(response.header("RateLimit-Limit")).isEqualTo("3");
                assertThat(Integer.parseInt(response.header("RateLimit-Remaining")))
                        .isBetween(left, left + 1);
            }
            Response refused = gateway.http().get("/api/v1/payments?limit=0", key);
            while (refused.status() != 429) {
                refused = gateway.http().get("/api/v1/payments?limit=0", key);
            }
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(gateway.http()
                            .get("/api/v1/payments?limit=0", TestGateway.key(TestGateway.OTHER_KEY))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void limitsInvalidKeysByAddress() {
        try (var gateway = TestGateway.start(Map.of(
                "soprano.authentication-failures.per-minute", "1",
                "soprano.authentication-failures.burst", "2",
                "soprano.edge.trusted-proxies", "127.0.0.0/8,::1"))) {
            HttpTestClient http = gateway.http();
            String path = "/api/v1/payments?limit=0";
            Map<String, String> wrong = Map.of("X-API-Key", "sk_wrong", "X-Forwarded-For", "1.1.1.1, 203.0.113.1");
            assertThat(http.get(path, wrong).status()).isEqualTo(401);
            assertThat(http.get("/api/v1/admin/api-keys", Map.of("X-Admin-Key", "x", "X-Forwarded-For", "203.0.113.1"))
                            .status())
                    .isEqualTo(401);

            Response refused = http.get(path, wrong);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.code()).isEqualTo("rate_limited");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(30, 60);
            assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
            assertThat(http.get(path, Map.of("X-API-Key", TestGateway.KEY, "X-Forwarded-For", "203.0.113.1"))
                            .status())
                    .as("a valid key from there goes on to its validation")
                    .isEqualTo(400);
            assertThat(http.get(
                                    "/api/v1/admin/api-keys",
                                    Map.of("X-Admin-Key", TestGateway.ADMIN_KEY, "X-Forwarded-For", "203.0.113.1"))
                            .status())
                    .as("the administrator's key could be found by trying")
                    .isEqualTo(429);
            assertThat(http.get(path, Map.of("X-API-Key", "sk_wrong", "X-Forwarded-For", "203.0.113.2"))
                            .status())
                    .isEqualTo(401);
        }
    }

    @Test
    void acceptsPlainHttpOnlyOfATrustedProxyWithHttps() {
        Map<String, String> https = Map.of("X-Forwarded-Proto", "https");
        try (var gateway = TestGateway.start(Map.of(
                "spring.profiles.active", "",
                "soprano.edge.trusted-proxies", "127.0.0.0/8,::1"))) {
            HttpTestClient http = gateway.http();
            assertThat(http.get("/api/v1/payments", Map.of()).code()).isEqualTo("https_required");
            assertThat(http.get("/api/v1/payments", Map.of("X-Forwarded-Proto", "http"))
                            .code())
                    .isEqualTo("https_required");
            assertThat(http.get("/api/v1/payments", Map.of("X-Forwarded-Proto", "https, http"))
                            .code())
                    .isEqualTo("https_required");
            Response proxied = http.get("/api/v1/payments", https);
            assertThat(proxied.code()).isEqualTo("api_key_missing");
            assertThat(proxied.header("Strict-Transport-Security")).isNotEmpty();
        }
        try (var gateway =
                TestGateway.start(Map.of("spring.profiles.active", "", "soprano.edge.trusted-proxies", "10.0.0.0/8"))) {
            assertThat(gateway.http().get("/api/v1/payments", https).code()).isEqualTo("https_required");
        }
    }

    @Test
    void acceptsPlainHttpOfATrustedProxyWithHttpsInForwarded() {
        try (var gateway = TestGateway.start(Map.of(
                "spring.profiles.active", "",
                "soprano.edge.forwarding-header", "forwarded",
                "soprano.edge.trusted-proxies", "127.0.0.0/8,::1"))) {
            HttpTestClient http = gateway.http();
            assertThat(http.get("/api/v1/payments", Map.of("Forwarded", "for=1.1.1.1;proto=https"))
                            .code())
                    .isEqualTo("api_key_missing");
            assertThat(http.get("/api/v1/payments", Map.of("Forwarded", "proto=https, for=1.1.1.1;proto=http"))
                            .code())
                    .isEqualTo("https_required");
        }
    }

    @Test
    void rejectsTwoDifferentKeys() {
        String response = TestGateway.shared()
                .http()
                .raw("GET /api/v1/payments?limit=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-API-Key: "
                        + TestGateway.KEY + "\r\nX-API-Key: " + TestGateway.OTHER_KEY + "\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 401").contains("\"code\":\"api_key_invalid\"");
    }

    @Test
    void twoGatewaysShareKeysAndCommands() {
        try (var second = TestGateway.start(Map.of())) {
            Map<String, String> headers = TestGateway.key(TestGateway.KEY, "Idempotency-Key", "two-gateways");
            String body = "{\"merchant_id\":1,\"amount\":5}";
            Response first = created(TestGateway.shared(), headers, body);
            Response again = created(second, headers, body);

            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        }
    }

    /** If the reply partition is reassigned while a reply is in flight, the response is 202 and the client retries. */
    private static Response created(TestGateway gateway, Map<String, String> headers, String body) {
        return Awaitility.await()
                .until(
                        () -> gateway.http().post(BadRequests.CREATE, headers, body),
                        response -> response.status() == 201);
    }

    @Test
    void reportsKeyUsageAtShutdown() {
        TestGateway.services().resetAll();
        TestGateway.services().stubFor(WireMock.post("/internal/api-keys/usage").willReturn(WireMock.noContent()));
        try (var gateway = TestGateway.start(Map.of())) {
            gateway.http().get("/api/v1/payments?limit=0", TestGateway.key(TestGateway.KEY));
        }
        TestGateway.services()
                .verify(WireMock.postRequestedFor(WireMock.urlEqualTo("/internal/api-keys/usage"))
                        .withRequestBody(WireMock.matchingJsonPath("$[?(@.id == 'key_1')].last_used_at")));
    }

    @Test
    void endsSlowBodiesWith408() {
        String response = TestGateway.shared()
                .http()
                .raw("POST /api/v1/payment/create HTTP/1.1\r\nHost: x\r\nX-API-Key: " + TestGateway.KEY
                        + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{");

        assertThat(response).startsWith("HTTP/1.1 408").contains("request_timeout");
    }
}
