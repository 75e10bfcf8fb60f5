package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.FakePaymentService;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.gateway.support.TestKafka;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CreatePaymentIT {
    private static final String PATH = "/api/v1/payment/create";
    private static final String BODY =
            "{\"merchant_id\": 1, \"amount\": 1000.00, \"currency\": \"RUB\", \"description\": \"Payment for order #12345\"}";

    private final TestGateway gateway = TestGateway.shared();
    private final HttpTestClient http = gateway.http();
    private final FakePaymentService payments = FakePaymentService.shared();

    @AfterEach
    void resetFakePaymentService() {
        payments.silent(false);
        TestGateway.services().resetAll();
    }

    @Test
    void respondsWithThePublishedBody() {
        Response response = http.post(PATH, TestGateway.key(TestGateway.KEY), BODY);

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.json().propertyNames())
                .startsWith("id", "merchant_id", "payment_id", "amount", "currency", "status", "payment_url");
        String paymentId = response.json().path("payment_id").asString();
        assertThat(paymentId).matches("pay_[0-9a-f]{32}");
        assertThat(response.text()).contains("\"amount\":1000.00,").contains("\"status\":\"pending\"");
        assertThat(response.json().path("payment_url").asString())
                .isEqualTo("https://pay.example.com/pay/" + paymentId);
        assertThat(response.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(response.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void usesTheMerchantsCurrencyByDefault() {
        Response response =
                http.post(PATH, TestGateway.key(TestGateway.KEY), "{\"merchant_id\": 2, \"amount\": 500.0}");

        assertThat(response.status()).isEqualTo(201);
        assertThat(response.text()).contains("\"amount\":500,").contains("\"currency\":\"JPY\"");
    }

    @Test
    void replaysResponseForSameKeyAndBody() {
        String key = UUID.randomUUID().toString();
        Response first = http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", key), BODY);
        Response again = http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", "\"" + key + "\""), BODY);
        Response spelled = http.post(
                PATH,
                TestGateway.key(TestGateway.KEY, "Idempotency-Key", key),
                BODY.replace("1000.00", "\"1e3\"".replace("\"", "")));
        Response other =
                http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", key), BODY.replace("1000", "999"));
        Response foreign = http.post(
                PATH, TestGateway.key(TestGateway.OTHER_KEY, "Idempotency-Key", key), BODY.replace(": 1,", ": 3,"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotent-Replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(spelled.text()).isEqualTo(first.text());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(foreign.json().path("payment_id")).isNotEqualTo(first.json().path("payment_id"));
    }

    @Test
    void replaysAfterRotationOfTheIdsSecret() {
        var headers = TestGateway.key(
                TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        Response first = http.post(PATH, headers, BODY);
        String paymentId = first.json().path("payment_id").asString();
        TestGateway.services()
                .stubFor(WireMock.get("/internal/payments/" + paymentId).willReturn(WireMock.okJson("{}")));

        String secrets = "another-" + TestGateway.IDS_SECRET + "," + TestGateway.IDS_SECRET;
        try (TestGateway changed = TestGateway.start(Map.of("soprano.ids.secrets", secrets))) {
            Response again = changed.http().post(PATH, headers, BODY);
            Response next = changed.http()
                    .post(
                            PATH,
                            TestGateway.key(
                                    TestGateway.KEY,
                                    "Idempotency-Key",
                                    UUID.randomUUID().toString()),
                            BODY);

            assertThat(again.text()).isEqualTo(first.text());
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(next.status()).isEqualTo(201);
        }
    }

    @Test
    void createsOnePaymentForFiftySimultaneousRequests() throws Exception {
        String key = UUID.randomUUID().toString();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> request =
                    () -> http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", key), BODY);
            List<Future<Response>> responses = threads.invokeAll(java.util.Collections.nCopies(50, request));
            var ids = new java.util.HashSet<String>();
            for (Future<Response> response : responses) {
                assertThat(response.get().status()).isIn(201, 409);
                if (response.get().status() == 201) {
                    ids.add(response.get().json().path("payment_id").asString());
                } else {
                    assertThat(response.get().code()).isEqualTo("idempotency_in_flight");
                    assertThat(response.get().header("Retry-After")).isEqualTo("1");
                }
            }
            assertThat(ids).hasSize(1);
        }
    }

    @Test
    void returns202WithoutReplyAndSendsTheCommandOnce() {
        payments.silent(true);
        String key = UUID.randomUUID().toString();
        Response accepted = http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", key), BODY);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.json().path("id").isNull()).isTrue();
        assertThat(accepted.json().path("status").asString()).isEqualTo("pending");
        String paymentId = accepted.json().path("payment_id").asString();
        assertThat(accepted.json().path("payment_url").asString()).endsWith("/pay/" + paymentId);

        payments.silent(false);
        Response again = http.post(PATH, TestGateway.key(TestGateway.KEY, "Idempotency-Key", key), BODY);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().path("payment_id").asString()).isEqualTo(paymentId);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void sendsAllFieldsInTheCommand() {
        Response response = http.post(PATH, TestGateway.key(TestGateway.KEY), """
                {"merchant_id": 1, "amount": "12.5", "order_id": "A-1", "return_url": "https://shop.example.com/ok",
                 "metadata": {"a": "b"}, "expires_in": 600}""");

        assertThat(response.status()).isEqualTo(201);
        var command = payments.commandsFor(response.json().path("payment_id").asString())
                .getFirst();
        assertThat(command.getAccountId()).isEqualTo(TestGateway.ACCOUNT);
        var create = (CreatePayment) command.getBody();
        assertThat(create.getAmountMinor()).isEqualTo(1250);
        assertThat(create.getOrderId()).isEqualTo("A-1");
        assertThat(create.getMetadata()).containsEntry("a", "b");
        assertThat(create.getReturnUrl()).isEqualTo("https://shop.example.com/ok");
        assertThat(create.getExpiresAt()).isEqualTo(command.getIssuedAt().plusSeconds(600));
    }

    /** Lengths are counted in code points: an emoji counts as one. */
    @Test
    void acceptsTextsOfTheDocumentedLength() {
        String emoji = "\ud83d\ude00";
        String body =
                "{'merchant_id': 1, 'amount': 1, 'description': '500', 'order_id': '100', 'metadata': {'64': '500'}}"
                        .replace('\'', '"')
                        .replace("500", emoji.repeat(500))
                        .replace("100", emoji.repeat(100))
                        .replace("64", emoji.repeat(64));

        Response response = http.post(PATH, TestGateway.key(TestGateway.KEY), body);

        assertThat(response.status()).as(response.text()).isEqualTo(201);
        assertThat(response.json().path("description").asString()).isEqualTo(emoji.repeat(500));
    }

    /** The merchant's default currency is RUB. */
    @ParameterizedTest
    @ValueSource(strings = {"1000000000000", "9999999999999.99", "10000000000000", "0.001", "1.0000"})
    void judgesAnAmountAlikeWithTheDefaultCurrencyNamedOrLeftOut(String amount) {
        String body = "{\"merchant_id\":1,\"amount\":" + amount;
        Response named = http.post(PATH, TestGateway.key(TestGateway.KEY), body + ",\"currency\":\"RUB\"}");
        Response left = http.post(PATH, TestGateway.key(TestGateway.KEY), body + "}");

        assertThat(left.status()).isEqualTo(named.status());
        assertThat(left.json().path("errors")).isEqualTo(named.json().path("errors"));
        assertThat(left.json().path("amount")).isEqualTo(named.json().path("amount"));
    }

    @Test
    void acceptsReturnUrlsThatAreHttpsOrRegistered() {
        String body = "{\"merchant_id\": 1, \"amount\": 5, \"return_url\": \"%s\"}";
        assertThat(http.post(
                                PATH,
                                TestGateway.key(TestGateway.KEY),
                                String.format(Locale.ROOT, body, "http://localhost/back"))
                        .status())
                .isEqualTo(201);
        assertThat(http.post(
                                PATH,
                                TestGateway.key(TestGateway.KEY),
                                String.format(Locale.ROOT, body, "http://localhost/elsewhere"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void normalizesReturnUrlInTheCommand() {
        String body = "{\"merchant_id\": 1, \"amount\": 5, \"return_url\": \"%s\"}";
        for (String url : List.of(
                "https://магазин.рф/оплата",
                "HTTPS://xn--80aairftm.xn--p1ai:443/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0")) {
            Response response =
                    http.post(PATH, TestGateway.key(TestGateway.KEY), String.format(Locale.ROOT, body, url));
            assertThat(response.status()).isEqualTo(201);
            var command = payments.commandsFor(
                            response.json().path("payment_id").asString())
                    .getFirst();
            assertThat(((CreatePayment) command.getBody()).getReturnUrl())
                    .isEqualTo("https://xn--80aairftm.xn--p1ai/%D0%BE%D0%BF%D0%BB%D0%B0%D1%82%D0%B0");
        }
        assertThat(http.post(
                                PATH,
                                TestGateway.key(TestGateway.KEY),
                                String.format(Locale.ROOT, body, "https://my_shop.example/back"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void marksPaymentsInTestMode() {
        assertThat(marked(http.post(PATH, TestGateway.key(TestGateway.KEY), BODY)))
                .isFalse();
        try (TestGateway testing = TestGateway.start(Map.of("soprano.payments.sandbox", "true"))) {
            assertThat(marked(testing.http().post(PATH, TestGateway.key(TestGateway.KEY), BODY)))
                    .isTrue();
        }
    }

    /** Returns the sandbox flag, which must be the same in the command and in the response. */
    private boolean marked(Response created) {
        assertThat(created.status()).isEqualTo(201);
        var command = payments.commandsFor(created.json().path("payment_id").asString())
                .getFirst();
        boolean marked = ((CreatePayment) command.getBody()).getSandbox();
        assertThat(created.json().path("sandbox").asBoolean()).isEqualTo(marked);
        return marked;
    }

    @Test
    void replaysAfterChangeOfTheMerchantsRules() {
        TestKafka.merchant(60, TestGateway.ACCOUNT, "RUB", null, List.of());
        String body = "{\"merchant_id\": 60, \"amount\": 900}";
        var headers = TestGateway.key(
                TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        Awaitility.await()
                .until(() ->
                        http.post(PATH, TestGateway.key(TestGateway.KEY), body).status() == 201);
        Response first = http.post(PATH, headers, body);
        String paymentId = first.json().path("payment_id").asString();
        TestGateway.services()
                .stubFor(WireMock.get("/internal/payments/" + paymentId).willReturn(WireMock.okJson("{}")));

        TestKafka.merchant(60, TestGateway.ACCOUNT, "RUB", 100L, List.of());
        Awaitility.await()
                .until(() ->
                        http.post(PATH, TestGateway.key(TestGateway.KEY), body).status() == 400);
        Response again = http.post(PATH, headers, body);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void requestsUnknownMerchantOnce() {
        TestGateway.services()
                .stubFor(WireMock.get("/internal/merchants/77")
                        .withHeader("X-Account-Id", WireMock.equalTo("7"))
                        .withHeader("Authorization", WireMock.equalTo("Bearer " + TestGateway.TOKEN))
                        .willReturn(WireMock.okJson("{\"id\":77,\"default_currency\":\"USD\",\"max_amount\":10.00}")));
        TestGateway.services()
                .stubFor(WireMock.get("/internal/merchants/3")
                        .willReturn(WireMock.aResponse()
                                .withStatus(404)
                                .withHeader("Content-Type", "application/problem+json")
                                .withBody("{\"code\":\"merchant_not_found\",\"detail\":\"The merchant was not found.\","
                                        + "\"instance\":\"/internal/merchants/3\"}")));

        Response found = http.post(PATH, TestGateway.key(TestGateway.KEY), "{\"merchant_id\": 77, \"amount\": 10}");
        Response capped = http.post(PATH, TestGateway.key(TestGateway.KEY), "{\"merchant_id\": 77, \"amount\": 10.01}");
        Response foreign = http.post(PATH, TestGateway.key(TestGateway.KEY), "{\"merchant_id\": 3, \"amount\": 10}");

        assertThat(found.status()).isEqualTo(201);
        assertThat(found.text()).contains("\"currency\":\"USD\"");
        assertThat(capped.status()).isEqualTo(400);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("merchant_not_found");
        assertThat(foreign.text()).doesNotContain("internal");
    }

    @Test
    void followsTheDirectoryForKeys() {
        String key = "sk_" + UUID.randomUUID();
        assertThat(create(key)).isEqualTo(401);
        TestKafka.apiKey("key_dir", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES);
        Awaitility.await().until(() -> create(key) == 201);
        KafkaTestClient.shared()
                .sendBytes(Topics.DIRECTORY_API_KEYS, "key_poison", "not avro".getBytes(StandardCharsets.UTF_8));
        TestKafka.apiKey("key_dir", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES, null, Instant.EPOCH);
        Awaitility.await().until(() -> create(key) == 401);
        TestKafka.apiKey(
                "key_dir",
                TestGateway.ACCOUNT,
                key,
                TestGateway.ALL_SCOPES,
                Instant.now().plusSeconds(3600),
                null);
        Awaitility.await().until(() -> create(key) == 201);
        TestKafka.apiKey("key_dir", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES, Instant.EPOCH, null);
        Awaitility.await().until(() -> create(key) == 401);
    }

    private int create(String key) {
        return http.post(PATH, TestGateway.key(key), BODY).status();
    }
}
