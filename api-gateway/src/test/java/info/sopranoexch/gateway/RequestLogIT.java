package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.RequestLogTopic;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestLogIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String UNKNOWN = BadRequests.UNKNOWN;

    private final HttpTestClient http = TestGateway.shared().http();

    @BeforeEach
    void noStubs() {
        TestGateway.services().resetAll();
    }

    private static ApiRequest recordOf(Response response) {
        String id = response.header("Request-Id");
        return await().atMost(SOON).until(() -> RequestLogTopic.find(id), record -> record != null);
    }

    @Test
    void recordsCreate() {
        String key = UUID.randomUUID().toString();

        Response created = http.post(
                BadRequests.CREATE + "?",
                TestGateway.key(TestGateway.KEY, "Idempotency-Key", "\"" + key + "\""),
                "{\"merchant_id\":1,\"amount\":5.00,\"metadata\":{\"a\":\"b\"}}");

        ApiRequest record = recordOf(created);
        assertThat(record.getAccountId()).isEqualTo(TestGateway.ACCOUNT);
        assertThat(record.getKeyId()).isEqualTo("key_1");
        assertThat(record.getMethod()).isEqualTo("POST");
        assertThat(record.getPath()).isEqualTo(BadRequests.CREATE);
        assertThat(record.getPathTemplate()).isEqualTo(BadRequests.CREATE);
        assertThat(record.getStatus()).isEqualTo(created.status());
        assertThat(record.getErrorCode()).isNull();
        assertThat(record.getPaymentId())
                .isEqualTo(created.json().path("payment_id").asString());
        assertThat(record.getMerchantId()).isEqualTo(1L);
        assertThat(record.getIdempotencyKeyHash()).hasSize(64).doesNotContain(key);
        assertThat(record.getRequestBody())
                .isEqualTo("{\"merchant_id\":1,\"amount\":5.00,\"metadata\":\"[redacted]\"}");
        assertThat(record.getResponseBody()).contains("\"payment_id\":\"" + record.getPaymentId());
        assertThat(record.getDurationMs()).isBetween(0L, 30_000L);
    }

    @Test
    void recordsRefusalsOfAValidKey() {
        Response invalid = http.get("/api/v1/payments?limit=0&status=paid", TestGateway.key(TestGateway.KEY));
        Response forbidden = http.post(UNKNOWN + "/cancel", TestGateway.key(TestGateway.READ_ONLY_KEY), "");

        assertThat(recordOf(invalid).getErrorCode()).isEqualTo("validation_failed");
        assertThat(recordOf(invalid).getQuery()).isEqualTo("limit=0&status=paid");
        ApiRequest refused = recordOf(forbidden);
        assertThat(refused.getErrorCode()).isEqualTo("scope_missing");
        assertThat(refused.getStatus()).isEqualTo(403);
        assertThat(refused.getPathTemplate()).isEqualTo("/api/v1/payment/{id}/cancel");
        assertThat(refused.getKeyId()).isEqualTo("key_3");
    }

    @Test
    void recordsNoUnauthenticatedRequestAndNoCopyOfTheLog() {
        TestGateway.services()
                .stubFor(WireMock.get(WireMock.urlPathMatching("/internal/requests.*"))
                        .willReturn(WireMock.okJson("{\"data\":[\"planted-in-the-log\"]}")));
        Response unauthenticated = http.get("/api/v1/payments", TestGateway.key("sk_wrong"));
        Response admin = http.get("/api/v1/admin/api-keys", Map.of("X-Admin-Key", "x", "X-API-Key", TestGateway.KEY));
        Response log = http.get("/api/v1/requests", TestGateway.key(TestGateway.KEY));

        assertThat(recordOf(log).getResponseBody()).isNull();
        assertThat(RequestLogTopic.find(unauthenticated.header("Request-Id"))).isNull();
        assertThat(RequestLogTopic.find(admin.header("Request-Id"))).isNull();
    }

    /** Plants secrets and card numbers wherever a client can write, and searches the bytes of the topic. */
    @Test
    void topicHasNoSecretAndNoCardNumber() {
        String card = "4111 1111 1111 1111";
        String plain = "5500005555555559";
        String secret = "whsec_PlantedPlantedPlantedPlanted";
        String payer = "planted.payer@example.com";
        String text = "text " + card + " " + plain + " " + secret + " " + payer + " " + TestGateway.KEY;
        String json = "{\"merchant_id\":5500005555555559,\"amount\":\"" + plain + "\",\"description\":\"" + text
                + "\",\"order_id\":\"" + text + "\",\"return_url\":\"https://u:planted-password@shop.example/?q="
                + plain
                + "\",\"metadata\":{\"planted-metadata\":\"" + text
                + "\"},\"webhook_secret\":\"planted-secret\",\"email\":\""
                + payer + "\",\"" + plain + "\":1,\"signature\":\"planted-signature\"}";
        Map<String, String> headers = new LinkedHashMap<>(TestGateway.key(TestGateway.KEY));
        for (String header :
                List.of("Idempotency-Key", "User-Agent", "X-Request-Id", "Request-Id", "traceparent", "X-Any")) {
            headers.put(header, "planted-header " + plain);
        }
        TestGateway.services()
                .stubFor(WireMock.any(WireMock.urlPathMatching("/internal/.*")).willReturn(WireMock.okJson(json)));
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);

        List<Response> sent = List.of(
                http.post(BadRequests.CREATE, headers, json),
                http.post(BadRequests.CREATE, headers, json.substring(0, 100)),
                http.post(UNKNOWN + "/refund", headers, json),
                http.post("/api/v1/merchant/create", headers, json),
                http.send("PATCH", "/api/v1/merchant/" + plain, headers, BodyPublishers.ofString(json)),
                http.get("/api/v1/payment/" + plain, headers),
                http.get("/api/v1/payment/4111%201111%201111%201111", headers),
                http.get(
                        "/api/v1/payments?order_id=" + encoded + "&" + encoded + "=1&webhook_secret=planted-secret",
                        headers),
                http.get("/api/v1/requests/" + plain, headers));

        sent.forEach(RequestLogIT::recordOf);
        assertThat(RequestLogTopic.bytes())
                .doesNotContain(
                        card,
                        plain,
                        "%201111",
                        secret,
                        payer,
                        TestGateway.KEY,
                        "planted-password",
                        "planted-secret",
                        "planted-signature",
                        "planted-header",
                        "planted-metadata");
    }

    @Test
    void requestsNeitherWaitNorFailWhileKafkaIsDown() {
        try (var gateway = TestGateway.start(Map.of("soprano.request-log.buffer", "1MB"))) {
            Map<String, String> key = TestGateway.key(TestGateway.KEY);
            String path = "/api/v1/payments?limit=0&order_id=" + "x".repeat(90);
            gateway.http().get(path, key);
            long up = timeOf(gateway, path, key);
            Infrastructure.shared().kafka().kill();
            try {
                long down = 0;
                for (int round = 0; round < 8; round++) {
                    down = Math.max(down, timeOf(gateway, path, key));
                }

                assertThat(Duration.ofNanos(down))
                        .as("200 requests; with Kafka %s", Duration.ofNanos(up))
                        .isLessThan(Duration.ofNanos(up).multipliedBy(4).plusMillis(500));
                await().atMost(Duration.ofSeconds(60)).until(() -> dropped(gateway) > 0);
            } finally {
                Infrastructure.shared().kafka().start();
            }
        }
    }

    private static long timeOf(TestGateway gateway, String path, Map<String, String> key) {
        long startedAt = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            assertThat(gateway.http().get(path, key).status()).isEqualTo(400);
        }
        return System.nanoTime() - startedAt;
    }

    private static double dropped(TestGateway gateway) {
        var meters = gateway.context().getBean(io.micrometer.core.instrument.MeterRegistry.class);
        return meters.get("soprano.gateway.request.log.records").counters().stream()
                .filter(counter -> !"sent".equals(counter.getId().getTag("result")))
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }
}
