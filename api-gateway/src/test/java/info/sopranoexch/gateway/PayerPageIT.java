package info.sopranoexch.gateway;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.checkout.PaymentFixture;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The payer's page in the gateway, at the {@code payment_url} of a payment. */
class PayerPageIT {
    private final HttpTestClient http = TestGateway.shared().http();

    @Test
    void paymentUrlOpensThePage() {
        Response created = http.post(
                "/api/v1/payment/create",
                TestGateway.key(TestGateway.KEY),
                "{\"merchant_id\":1,\"amount\":1000,\"currency\":\"RUB\",\"description\":\"Tea\"}");
        String id = created.json().get("payment_id").asString();
        String url = created.json().get("payment_url").asString();
        assertThat(url).isEqualTo("https://pay.example.com/pay/" + id);

        Response page = http.get("/pay/" + id, Map.of("Accept-Language", "en"));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Preparing your payment");
        assertThat(page.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("script-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().allValues("Cache-Control")).containsExactly("no-store");

        TestGateway.services()
                .stubFor(get(urlEqualTo("/internal/payment-pages/" + id))
                        .withHeader("Authorization", equalTo("Bearer " + TestGateway.TOKEN))
                        .willReturn(aResponse()
                                .withBody(PaymentFixture.payment(id).invoiced().json())));
        await().until(() ->
                http.get("/pay/" + id, Map.of("Accept-Language", "en")).text().contains("Payment due"));
    }

    @Test
    void showsAPageForUnknownPayments() {
        Response page = http.get("/pay/nonsense", Map.of("Accept-Language", "ru"));
        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text()).contains("Платёж не найден");
    }
}
