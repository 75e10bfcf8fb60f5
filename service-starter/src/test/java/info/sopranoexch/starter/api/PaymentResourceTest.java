package info.sopranoexch.starter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentIssue;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.starter.validation.JsonTimes;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PaymentResourceTest {
    private static final String URL = "https://pay.example/pay/pay_1";
    private static final Instant CREATED = Instant.parse("2026-01-02T03:04:05Z");
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(JsonTimes.module()).build();

    private static Payment.Builder payment(String currency, int decimals) {
        return Payment.newBuilder()
                .setPaymentId("pay_1")
                .setId(7)
                .setAccountId(1)
                .setMerchantId(3)
                .setAmountMinor(100_000)
                .setCurrency(currency)
                .setCurrencyDecimals(decimals)
                .setStatus(PaymentStatus.pending)
                .setVersion(1)
                .setDescription("Order 5")
                .setMetadata(Map.of("cart", "c-77"))
                .setCreatedAt(CREATED)
                .setExpiresAt(CREATED.plusMillis(3_600_250))
                .setUpdatedAt(CREATED);
    }

    @Test
    void writesFieldsInPublishedOrder() {
        assertThat(JSON.writeValueAsString(PaymentResource.of(payment("RUB", 2).build(), URL)))
                .isEqualTo(
                        "{\"id\":7,\"merchant_id\":3,\"payment_id\":\"pay_1\",\"amount\":1000.00,\"currency\":\"RUB\","
                                + "\"status\":\"pending\",\"payment_url\":\"https://pay.example/pay/pay_1\","
                                + "\"description\":\"Order 5\",\"order_id\":null,\"metadata\":{\"cart\":\"c-77\"},"
                                + "\"created_at\":\"2026-01-02T03:04:05.000Z\",\"expires_at\":\"2026-01-02T04:04:05.250Z\","
                                + "\"refunded_amount\":0.00,\"paid_amount\":0.00,\"refundable_amount\":0.00,\"sandbox\":false}");
    }

    @Test
    void writesAsManyDecimalsAsTheCurrencyHas() {
        assertThat(JSON.writeValueAsString(PaymentResource.of(payment("JPY", 0).build(), URL)))
                .contains("\"amount\":100000,", "\"paid_amount\":0,");
        assertThat(JSON.writeValueAsString(PaymentResource.of(payment("KWD", 3).build(), URL)))
                .contains("\"amount\":100.000,", "\"paid_amount\":0.000,");
    }

    @Test
    void writesIssueBeforeSandbox() {
        Payment held = payment("RUB", 2)
                .setIssue(new PaymentIssue("underpaid", "Too little."))
                .build();
        assertThat(JSON.writeValueAsString(PaymentResource.of(held, URL)))
                .contains("\"issue\":{\"code\":\"underpaid\",\"message\":\"Too little.\"},\"sandbox\":false}");
    }

    @Test
    void appendsRequestedRefund() {
        Refund refund = Refund.newBuilder()
                .setRefundId("rfd_1")
                .setAmountMinor(500)
                .setStatus(RefundStatus.pending)
                .setCreatedAt(CREATED)
                .build();
        assertThat(JSON.writeValueAsString(
                        PaymentResource.withRefund(payment("RUB", 2).build(), URL, refund)))
                .endsWith("\"sandbox\":false,\"refund\":{\"refund_id\":\"rfd_1\",\"payment_id\":\"pay_1\","
                        + "\"merchant_id\":3,\"amount\":5.00,\"currency\":\"RUB\",\"status\":\"pending\","
                        + "\"origin\":\"merchant\",\"failure_code\":null,"
                        + "\"created_at\":\"2026-01-02T03:04:05.000Z\",\"ended_at\":null}}");
    }

    @Test
    void writesNullForFieldsOfAnAcceptedPaymentThatAreNotKnown() {
        CreatePayment command = CreatePayment.newBuilder()
                .setMerchantId(3)
                .setAmountMinor(100_000)
                .setCurrency("RUB")
                .setExpiresAt(CREATED)
                .build();
        assertThat(JSON.writeValueAsString(PaymentResource.accepted("pay_1", URL, command)))
                .isEqualTo("{\"id\":null,\"merchant_id\":3,\"payment_id\":\"pay_1\",\"amount\":1000.00,"
                        + "\"currency\":\"RUB\",\"status\":\"pending\",\"payment_url\":\"https://pay.example/pay/pay_1\","
                        + "\"description\":null,\"order_id\":null,\"metadata\":{},\"created_at\":null,"
                        + "\"expires_at\":null,\"refunded_amount\":0.00,\"paid_amount\":0.00,"
                        + "\"refundable_amount\":0.00,\"sandbox\":false}");
        assertThat(JSON.writeValueAsString(PaymentResource.acceptedWithKey("pay_1", URL, true)))
                .isEqualTo("{\"id\":null,\"merchant_id\":null,\"payment_id\":\"pay_1\",\"amount\":null,"
                        + "\"currency\":null,\"status\":\"pending\",\"payment_url\":\"https://pay.example/pay/pay_1\","
                        + "\"description\":null,\"order_id\":null,\"metadata\":null,\"created_at\":null,"
                        + "\"expires_at\":null,\"refunded_amount\":null,\"paid_amount\":null,"
                        + "\"refundable_amount\":null,\"sandbox\":true}");
    }

    @Test
    void buildsPaymentUrlFromOriginOnly() {
        assertThat(new PublicUrlProperties(URI.create("https://pay.example/")).paymentUrl("pay_1"))
                .isEqualTo(URL);
        assertThatThrownBy(() -> new PublicUrlProperties(URI.create("https://pay.example/path")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
