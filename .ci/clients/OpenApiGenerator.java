import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.openapitools.client.ApiClient;
import org.openapitools.client.api.MerchantsApi;
import org.openapitools.client.api.PaymentsApi;
import org.openapitools.client.model.AmountIn;
import org.openapitools.client.model.CreateMerchant;
import org.openapitools.client.model.CreatePayment;
import org.openapitools.client.model.PaymentStatus;
import org.openapitools.client.model.RefundAmount;
import org.openapitools.client.model.RefundPayment;

/** Creates, pays, reads and refunds a payment with the Java client of openapi-generator. */
class OpenApiGenerator {
    public static void main(String[] args) throws Exception {
        ApiClient client = new ApiClient().setBasePath(System.getenv("SOPRANO_BASE_URL"));
        client.setApiKey(System.getenv("SOPRANO_API_KEY"));
        var merchant = new MerchantsApi(client).createMerchant(new CreateMerchant().name("Generated Java"));
        check(merchant.getWebhookSecret().startsWith("whsec_"), merchant);

        PaymentsApi payments = new PaymentsApi(client);
        var created = payments.createPayment(
                new CreatePayment().merchantId(merchant.getId()).amount(new AmountIn("1000.10")).currency("RUB"), null);
        check(created.getAmount().equals(new BigDecimal("1000.10")), created);

        String id = created.getPaymentId();
        URI pay = URI.create(System.getenv("SOPRANO_SANDBOX_URL") + "/control/invoices/by-external-id/" + id + "/pay");
        HttpRequest request = HttpRequest.newBuilder(pay).POST(HttpRequest.BodyPublishers.noBody()).build();
        HttpClient.newHttpClient().send(request, BodyHandlers.discarding());
        Instant deadline = Instant.now().plusSeconds(30);
        while (payments.getPayment(id).getStatus() != PaymentStatus.SUCCESS) {
            check(Instant.now().isBefore(deadline), "the payment did not succeed within 30 s");
            Thread.sleep(200);
        }

        var refunded = payments.refundPayment(id, null, new RefundPayment().amount(new RefundAmount("250.05")));
        check(refunded.getRefund().getAmount().equals(new BigDecimal("250.05")), refunded);
        System.out.println("java (openapi-generator): 1 passed");
        System.exit(0);
    }

    private static void check(boolean holds, Object seen) {
        if (!holds) {
            throw new AssertionError(seen);
        }
    }
}
