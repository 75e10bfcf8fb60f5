package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import info.sopranoexch.gateway.support.FakePaymentService;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.schemas.avro.RefundPayment;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PaymentChangeIT {
    private final HttpTestClient http = TestGateway.shared().http();
    private final FakePaymentService payments = FakePaymentService.shared();
    private final Map<String, String> key = TestGateway.key(TestGateway.KEY);

    @BeforeEach
    void resetServices() {
        TestGateway.services().resetAll();
    }

    @AfterEach
    void acceptCommandsAgain() {
        payments.rejecting(false);
        payments.silent(false);
    }

    private String created() {
        Response response = http.post(BadRequests.CREATE, key, "{\"merchant_id\":1,\"amount\":100}");
        return response.json().path("payment_id").asString();
    }

    @Test
    void cancels() {
        String id = created();

        Response response = http.post("/api/v1/payment/" + id + "/cancel", key, "");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.json().path("status").asString()).isEqualTo("cancelled");
        assertThat(response.json().path("payment_url").asString()).endsWith(id);
    }

    @Test
    void hidesPaymentsOfOtherAccounts() {
        String id = created();

        Response foreign = http.post("/api/v1/payment/" + id + "/cancel", TestGateway.key(TestGateway.OTHER_KEY), "");
        Response none = http.post(BadRequests.UNKNOWN + "/cancel", key, "");

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text().replace(id, "x").replace(foreign.header("Request-Id"), "y"))
                .isEqualTo(none.text().replaceAll("pay_0+", "x").replace(none.header("Request-Id"), "y"));
    }

    @Test
    void returns409ForAnImpossibleChange() {
        String id = created();
        payments.rejecting(true);

        Response cancel = http.post("/api/v1/payment/" + id + "/cancel", key, "");
        Response refund = http.post("/api/v1/payment/" + id + "/refund", key, "");

        assertThat(cancel.status()).isEqualTo(409);
        assertThat(cancel.code()).isEqualTo("payment_not_cancellable");
        assertThat(refund.status()).isEqualTo(409);
        assertThat(refund.code()).isEqualTo("refund_exceeds_paid");
    }

    @Test
    void refundsAPartInThePaymentsCurrency() {
        String id = created();

        Response response = http.post("/api/v1/payment/" + id + "/refund", key, "{\"amount\":12.30}");
        Response precise = http.post("/api/v1/payment/" + id + "/refund", key, "{\"amount\":12.301}");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).contains("\"amount\":12.30,").contains("\"status\":\"pending\"");
        assertThat(response.json().at("/refund/refund_id").asString()).startsWith("rfd_");
        assertThat(((RefundPayment) payments.commandsFor(id).get(1).getBody()).getAmount())
                .isEqualTo("12.30");
        assertThat(precise.status()).isEqualTo(400);
        assertThat(precise.json().at("/errors/0/field").asString()).isEqualTo("amount");
        assertThat(precise.json().at("/errors/0/code").asString()).isEqualTo("amount_too_precise");
    }

    @Test
    void derivesSameRefundIdFromSameKey() {
        String id = created();
        Map<String, String> headers = TestGateway.key(TestGateway.KEY, "Idempotency-Key", "r1");

        Response first = http.post("/api/v1/payment/" + id + "/refund", headers, "{}");
        Response again = http.post("/api/v1/payment/" + id + "/refund", headers, "");

        assertThat(again.json().at("/refund/refund_id")).isEqualTo(first.json().at("/refund/refund_id"));
    }

    @Test
    void returns202WithoutReplyInTime() {
        String id = created();
        payments.silent(true);

        Response response = http.post("/api/v1/payment/" + id + "/cancel", key, "");

        assertThat(response.status()).isEqualTo(202);
        assertThat(response.json().path("outcome").asString()).isEqualTo("unknown");
    }

    @Test
    void relaysPaymentUnchanged() {
        String id = "pay_0123456789abcdef0123456789abcdef";
        String body = "{\"id\":1,\"payment_id\":\"" + id
                + "\",\"amount\":1000.00,\"status\":\"pending\",\"metadata\":{\"status\":\"x\"}}";
        TestGateway.services()
                .stubFor(WireMock.get("/internal/payments/" + id)
                        .withHeader("X-Account-Id", WireMock.equalTo("7"))
                        .willReturn(WireMock.okJson(body)));

        Response response = http.get("/api/v1/payment/" + id, key);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(body);
    }

    @Test
    void relaysListUnchanged() {
        String body =
                "{\"data\":[{\"payment_id\":\"pay_1\",\"amount\":1.00},{\"payment_id\":\"pay_2\",\"amount\":2.00}],"
                        + "\"next_cursor\":null}";
        TestGateway.services()
                .stubFor(WireMock.get("/internal/payments?merchant_id=1&status=success&order_id=a+b&limit=2")
                        .willReturn(WireMock.okJson(body)));

        Response response = http.get("/api/v1/payments?merchant_id=1&status=success&order_id=a%20b&limit=2", key);

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.text()).isEqualTo(body);
    }

    @Test
    void hidesErrorsOfPaymentService() {
        TestGateway.services()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/payments"))
                        .inScenario("fault")
                        .willReturn(WireMock.aResponse().withStatus(500).withBody("SQLException at com.acme")));
        Response fault = http.get("/api/v1/payments", key);
        TestGateway.services()
                .stubFor(WireMock.get(WireMock.urlPathEqualTo("/internal/payments"))
                        .willReturn(WireMock.aResponse().withFixedDelay(4000)));
        Response slow = http.get("/api/v1/payments", key);

        assertThat(fault.status()).isEqualTo(500);
        assertThat(fault.text()).doesNotContain("SQL");
        assertThat(slow.status()).isEqualTo(503);
        assertThat(slow.header("Retry-After")).isEqualTo("2");
    }
}
