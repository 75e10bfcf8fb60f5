package info.sopranoexch.webhook.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.webhook.support.Events;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WebhookBodyTest {
    private static final Instant AT = Instant.parse("2024-01-01T12:00:00.987Z");

    @Test
    void containsTheFiveFieldsInOrder() {
        Payment payment =
                Events.payment("pay_abc123", 1, PaymentStatus.success, 2).build();

        assertThat(body(payment))
                .isEqualTo("{\"payment_id\":\"pay_abc123\",\"status\":\"success\",\"amount\":1000.00,"
                        + "\"currency\":\"RUB\",\"timestamp\":\"2024-01-01T12:00:00Z\"}");
    }

    @Test
    void addsTheRefundedAmount() {
        Payment payment = Events.payment("pay_abc123", 1, PaymentStatus.partially_refunded, 4)
                .setRefundedMinor(12_345)
                .build();

        assertThat(body(payment)).endsWith(",\"timestamp\":\"2024-01-01T12:00:00Z\",\"refunded_amount\":123.45}");
    }

    @Test
    void addsTheAmountPaidOnlyIfItDiffers() {
        Payment.Builder payment = Events.payment("pay_abc123", 1, PaymentStatus.success, 3);

        assertThat(body(payment.setPaidMinor(38_510).build()))
                .endsWith(",\"timestamp\":\"2024-01-01T12:00:00Z\",\"paid_amount\":385.10}");
        assertThat(body(payment.setPaidMinor(100_000).build())).endsWith("\"timestamp\":\"2024-01-01T12:00:00Z\"}");
        assertThat(body(payment.setPaidMinor(0).build())).endsWith("\"timestamp\":\"2024-01-01T12:00:00Z\"}");
    }

    @Test
    void writesAmountsWithTheCurrencysDecimals() {
        Payment yen = Events.payment("pay_abc123", 1, PaymentStatus.success, 2)
                .setAmountMinor(1000)
                .setCurrency("JPY")
                .setCurrencyDecimals(0)
                .build();
        Payment dust = Events.payment("pay_abc123", 1, PaymentStatus.success, 2)
                .setAmountMinor(1)
                .setCurrencyDecimals(8)
                .build();

        assertThat(body(yen)).contains("\"amount\":1000,");
        assertThat(body(dust)).contains("\"amount\":0.00000001,");
    }

    /** A merchant that reads the five published fields only still finds them in their places. */
    @Test
    void addsTypeAndRefundToTheEndOfARefund() {
        PaymentEvent failed = Events.refundEnded("pay_abc123", 1, PaymentStatus.success, RefundStatus.failed, 3);
        PaymentEvent succeeded =
                Events.refundEnded("pay_abc123", 1, PaymentStatus.partially_refunded, RefundStatus.succeeded, 4);

        assertThat(body(failed))
                .isEqualTo("{\"payment_id\":\"pay_abc123\",\"status\":\"success\",\"amount\":1000.00,"
                        + "\"currency\":\"RUB\",\"timestamp\":\"2026-11-20T10:00:03Z\",\"refunded_amount\":0.00,"
                        + "\"type\":\"refund.failed\",\"refund\":{\"refund_id\":\"rfd_abc123\",\"amount\":123.45,"
                        + "\"status\":\"failed\",\"origin\":\"merchant\",\"failure_code\":\"provider_failed\"}}");
        assertThat(body(succeeded))
                .contains("\"type\":\"refund.succeeded\"", "\"status\":\"succeeded\",\"origin\":\"merchant\"}}");
    }

    private static String body(Payment payment) {
        return body(PaymentEvent.newBuilder()
                .setEventId("evt_1")
                .setVersion(payment.getVersion())
                .setOccurredAt(AT)
                .setPayment(payment)
                .build());
    }

    private static String body(PaymentEvent event) {
        return new String(WebhookBody.of(event), StandardCharsets.UTF_8);
    }
}
