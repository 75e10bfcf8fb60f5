package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a webhook: five fields in this order, {@code refunded_amount} after them for refunds; amounts with the
 * currency's decimals, the time in whole seconds. Source: CONTRACT, section 2.
 */
public final class WebhookBody {
    private static final JsonMapper JSON = JsonMapper.shared();

    private WebhookBody() {}

    static byte[] of(Payment payment, Instant occurredAt) {
        boolean refund = payment.getStatus() == PaymentStatus.partially_refunded
                || payment.getStatus() == PaymentStatus.refunded;
        return of(
                payment.getPaymentId(),
                payment.getStatus().toString(),
                BigDecimal.valueOf(payment.getAmountMinor(), payment.getCurrencyDecimals()),
                payment.getCurrency(),
                occurredAt,
                refund ? "," + refunded(payment) : "");
    }

    /** The body of a test event, which looks like any other. */
    public static byte[] test(String paymentId, String currency, Instant now) {
        return of(paymentId, "success", new BigDecimal("1000.00"), currency, now, "");
    }

    private static String refunded(Payment payment) {
        BigDecimal amount = BigDecimal.valueOf(payment.getRefundedMinor(), payment.getCurrencyDecimals());
        return "\"refunded_amount\":" + amount.toPlainString();
    }

    private static byte[] of(
            String paymentId, String status, BigDecimal amount, String currency, Instant at, String rest) {
        String text = "{\"payment_id\":" + quoted(paymentId) + ",\"status\":" + quoted(status) + ",\"amount\":"
                + amount.toPlainString() + ",\"currency\":" + quoted(currency) + ",\"timestamp\":"
                + quoted(at.truncatedTo(ChronoUnit.SECONDS).toString()) + rest + "}";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
