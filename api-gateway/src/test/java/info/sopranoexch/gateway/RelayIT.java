package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.gateway.support.TestKafka;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {
    private static final Map<String, String> ADMIN =
            Map.of("X-Admin-Key", TestGateway.ADMIN_KEY, "Content-Type", "application/json");

    private final HttpTestClient http = TestGateway.shared().http();
    private final WireMockServer services = TestGateway.services();

    @BeforeEach
    void resetServices() {
        services.resetAll();
    }

    @Test
    void forwardsCallbackBytesAndHeaders() {
        services.stubFor(WireMock.post("/internal/callbacks/paymoon").willReturn(WireMock.ok()));
        String body = "{ \"event_id\":\"e\",  \"x\": 1.10 }";

        Response response = http.send(
                "POST",
                "/api/v1/webhook/paymoon",
                Map.of(
                        "X-Paymoon-Event-Id",
                        "e1",
                        "X-Paymoon-Timestamp",
                        "1",
                        "X-Paymoon-Signature",
                        "v1=ab",
                        "X-Other",
                        "y"),
                BodyPublishers.ofString(body));

        assertThat(response.status()).isEqualTo(200);
        services.verify(WireMock.postRequestedFor(WireMock.urlEqualTo("/internal/callbacks/paymoon"))
                .withHeader("Authorization", WireMock.equalTo("Bearer " + TestGateway.TOKEN))
                .withHeader("X-Paymoon-Event-Id", WireMock.equalTo("e1"))
                .withHeader("X-Paymoon-Signature", WireMock.equalTo("v1=ab"))
                .withoutHeader("X-Other")
                .withRequestBody(WireMock.equalTo(body)));
    }

    @Test
    void returns401ForForgedCallbackAnd503WithoutAdapter() {
        services.stubFor(WireMock.post("/internal/callbacks/paymoon")
                .willReturn(WireMock.jsonResponse("{\"code\":\"invalid_signature\",\"detail\":\"no\"}", 401)));
        Response forged = http.post("/api/v1/webhook/paymoon", Map.of(), "{}");
        services.stubFor(WireMock.post("/internal/callbacks/paymoon").willReturn(WireMock.serviceUnavailable()));
        Response dead = http.post("/api/v1/webhook/paymoon", Map.of(), "{}");
        services.stubFor(WireMock.post("/internal/callbacks/paymoon").willReturn(WireMock.unauthorized()));
        Response ours = http.post("/api/v1/webhook/paymoon", Map.of(), "{}");

        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.code()).isEqualTo("invalid_signature");
        assertThat(dead.status()).isEqualTo(503);
        assertThat(dead.header("Retry-After")).isNotEmpty();
        assertThat(ours.status()).isEqualTo(500);
    }

    @Test
    void acceptsNewKeyOnceItsCreationReturns() {
        String key = "sk_" + UUID.randomUUID();
        services.stubFor(WireMock.post("/internal/api-keys")
                .willReturn(
                        WireMock.jsonResponse("{\"id\":\"key_new\",\"account_id\":7,\"key\":\"" + key + "\"}", 201)));
        services.stubFor(WireMock.delete("/internal/api-keys/key_new").willReturn(WireMock.noContent()));

        CompletableFuture<Response> made =
                CompletableFuture.supplyAsync(() -> http.post("/api/v1/admin/api-keys", ADMIN, "{\"name\":\"x\"}"));
        awaitAsked(1);
        TestKafka.apiKey("key_new", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES);
        assertThat(made.join().status()).isEqualTo(201);
        assertThat(create(key).status()).isEqualTo(201);

        CompletableFuture<Response> revoked = CompletableFuture.supplyAsync(
                () -> http.send("DELETE", "/api/v1/admin/api-keys/key_new", ADMIN, BodyPublishers.noBody()));
        awaitAsked(2);
        TestKafka.apiKey("key_new", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES, null, java.time.Instant.EPOCH);
        assertThat(revoked.join().status()).isEqualTo(204);
        assertThat(create(key).status()).isEqualTo(401);
    }

    private void awaitAsked(int times) {
        Awaitility.await()
                .until(() -> services.findAll(
                                        WireMock.anyRequestedFor(WireMock.urlMatching("/internal/api-keys(/key_new)?")))
                                .size()
                        == times);
    }

    private Response create(String key) {
        return http.post(BadRequests.CREATE, TestGateway.key(key), "{\"merchant_id\":1,\"amount\":1}");
    }

    @Test
    void acceptsNewMerchantOnceItsCreationReturns() {
        services.stubFor(WireMock.post("/internal/merchants")
                .withHeader("X-Account-Id", WireMock.equalTo("7"))
                .withRequestBody(WireMock.equalTo("{\"name\":\"Shop\"}"))
                .willReturn(WireMock.jsonResponse("{\"id\":55,\"webhook_secret\":\"whsec_x\"}", 201)));
        CompletableFuture<Response> made = CompletableFuture.supplyAsync(
                () -> http.post("/api/v1/merchant/create", TestGateway.key(TestGateway.KEY), "{\"name\":\"Shop\"}"));
        TestKafka.merchant(55, TestGateway.ACCOUNT, "EUR", null, java.util.List.of());

        assertThat(made.join().status()).isEqualTo(201);
        assertThat(made.join().text()).isEqualTo("{\"id\":55,\"webhook_secret\":\"whsec_x\"}");
        Response paid =
                http.post(BadRequests.CREATE, TestGateway.key(TestGateway.KEY), "{\"merchant_id\":55,\"amount\":1}");
        assertThat(paid.text()).contains("\"currency\":\"EUR\"");
    }

    @Test
    void reportsValidationErrorsOfAServiceWithThePublicPath() {
        services.stubFor(WireMock.post("/internal/merchants")
                .willReturn(WireMock.jsonResponse(
                        "{\"code\":\"validation_failed\",\"detail\":\"bad\",\"instance\":\"/internal/merchants\","
                                + "\"errors\":[{\"field\":\"webhook_url\",\"code\":\"invalid\",\"message\":\"no\"}]}",
                        400)));

        Response response =
                http.post("/api/v1/merchant/create", TestGateway.key(TestGateway.KEY), "{\"name\":\"Shop\"}");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("instance").asString()).isEqualTo("/api/v1/merchant/create");
        assertThat(response.json().at("/errors/0/field").asString()).isEqualTo("webhook_url");
    }

    @Test
    void deliveriesAreTheDispatchers() {
        services.stubFor(WireMock.get("/internal/webhook-deliveries?merchant_id=1&limit=5")
                .withHeader("X-Account-Id", WireMock.equalTo("7"))
                .willReturn(WireMock.okJson("{\"data\":[]}")));
        services.stubFor(WireMock.post("/internal/webhook-deliveries/12/redeliver")
                .willReturn(WireMock.jsonResponse("{\"id\":12}", 202)));

        assertThat(http.get("/api/v1/webhook-deliveries?merchant_id=1&limit=5", TestGateway.key(TestGateway.KEY))
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/api/v1/webhook-deliveries/12/redeliver", TestGateway.key(TestGateway.KEY), "")
                        .status())
                .isEqualTo(202);
    }

    @Test
    void healthNamesFailedChecks() {
        Response down = http.get("/api/v1/health", Map.of());
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.json().at("/checks/payment-service").asString()).isEqualTo("down");
        assertThat(down.json().at("/checks/kafka").asString()).isEqualTo("up");

        services.stubFor(WireMock.get("/actuator/health/readiness").willReturn(WireMock.ok()));
        Awaitility.await().until(() -> http.get("/health", Map.of()).status() == 200);
        assertThat(http.get("/health", Map.of()).text()).startsWith("{\"status\":\"ok\"");
    }
}
