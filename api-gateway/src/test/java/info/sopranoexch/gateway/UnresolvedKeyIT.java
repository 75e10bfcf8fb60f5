package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.FakePaymentService;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A second request with an Idempotency-Key while payment-service is stopped, at the same gateway and at another. */
class UnresolvedKeyIT {
    private static final Map<String, String> QUICK = Map.of("soprano.commands.reply-timeout", "500ms");
    private static TestGateway first;
    private static TestGateway second;

    private final FakePaymentService payments = FakePaymentService.shared();
    private final Map<String, String> headers = TestGateway.key(
            TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());

    @BeforeAll
    static void start() {
        TestGateway.shared();
        first = TestGateway.start(QUICK);
        second = TestGateway.start(QUICK);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
    }

    @AfterEach
    void resetStubs() {
        TestGateway.services().resetAll();
    }

    @Test
    void acceptsFirstCreateWithoutUnconfirmedFields() throws Exception {
        try (var _ = payments.stopped()) {
            Response accepted = create(first, 100);

            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.json().path("payment_id").asString()).startsWith("pay_");
            assertThat(accepted.json().path("status").asString()).isEqualTo("pending");
            for (String name : new String[] {"merchant_id", "amount", "currency", "description", "metadata"}) {
                assertThat(accepted.json().path(name).isNull()).as(name).isTrue();
            }
        }
    }

    @Test
    void acceptsCreateWithoutKeyWithItsFields() throws Exception {
        try (var _ = payments.stopped()) {
            Response accepted = first.http().post(BadRequests.CREATE, TestGateway.key(TestGateway.KEY), body(100));

            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.text()).contains("\"amount\":100.00,\"currency\":\"RUB\"");
        }
    }

    @Test
    void refusesSecondCreateUntilFirstIsApplied() throws Exception {
        String paymentId;
        try (var _ = payments.stopped()) {
            Response accepted = create(first, 100);
            assertThat(accepted.status()).isEqualTo(202);
            paymentId = accepted.json().path("payment_id").asString();

            assertInFlight(create(first, 100));
            assertReused(create(first, 200));
            assertInFlight(create(second, 200));
            assertReused(create(second, 200));
            assertInFlight(create(second, 100));
        }

        Awaitility.await().until(() -> create(second, 100).status() == 201);
        Response replayed = create(first, 100);
        assertThat(replayed.text()).contains("\"amount\":100.00").contains(paymentId);
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertReused(create(second, 200));
    }

    @Test
    void doesNotTreatResolvedKeyAsInFlight() throws Exception {
        Response created = create(TestGateway.shared(), 100);
        assertThat(created.status()).isEqualTo(201);

        try (var _ = payments.stopped()) {
            Response accepted = create(second, 100);

            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.json().path("payment_id"))
                    .isEqualTo(created.json().path("payment_id"));
            assertThat(accepted.json().path("amount").isNull()).isTrue();
        }
    }

    @Test
    void refusesSecondCancelAndSecondRefund() throws Exception {
        String paymentId =
                create(TestGateway.shared(), 100).json().path("payment_id").asString();
        TestGateway.services()
                .stubFor(WireMock.get("/internal/payments/" + paymentId)
                        .willReturn(WireMock.okJson("{\"payment_id\":\"" + paymentId + "\",\"currency\":\"RUB\"}")));
        String path = "/api/v1/payment/" + paymentId;

        try (var _ = payments.stopped()) {
            assertThat(first.http()
                            .post(path + "/refund", headers, "{\"amount\":5}")
                            .status())
                    .isEqualTo(202);
            assertThat(first.http().post(path + "/cancel", headers, "").status())
                    .isEqualTo(202);

            assertInFlight(second.http().post(path + "/refund", headers, "{\"amount\":6}"));
            assertReused(second.http().post(path + "/refund", headers, "{\"amount\":6}"));
            assertInFlight(second.http().post(path + "/refund", headers, "{\"amount\":5}"));
            assertInFlight(second.http().post(path + "/cancel", headers, ""));
            assertInFlight(first.http().post(path + "/cancel", headers, ""));
        }
    }

    private Response create(TestGateway gateway, int amount) {
        return gateway.http().post(BadRequests.CREATE, headers, body(amount));
    }

    private static String body(int amount) {
        return "{\"merchant_id\":1,\"currency\":\"RUB\",\"amount\":" + amount + "}";
    }

    private static void assertInFlight(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(409);
        assertThat(response.code()).isEqualTo("idempotency_in_flight");
        assertThat(response.header("Retry-After")).isEqualTo("1");
    }

    private static void assertReused(Response response) {
        assertThat(response.status()).as(response.text()).isEqualTo(422);
        assertThat(response.code()).isEqualTo("idempotency_key_reused");
    }
}
