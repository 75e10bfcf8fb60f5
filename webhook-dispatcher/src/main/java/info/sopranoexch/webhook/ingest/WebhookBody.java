package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentStatus;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a webhook: five fields in this order; after them {@code refunded_amount} for refunds, and {@code
 * paid_amount} if money was paid and it is not the amount requested. Amounts have the currency's decimals, the time is in
 * whole seconds. Source: CONTRACT, section 2.
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
                (refund ? amount("refunded_amount", payment.getRefundedMinor(), payment) : "")
                        + (isPaidOtherwise(payment) ? amount("paid_amount", payment.getPaidMinor(), payment) : ""));
    }

    /** The body of a test event, which looks like any other. */
    public static byte[] test(String paymentId, String currency, Instant now) {
        return of(paymentId, "success", new BigDecimal("1000.00"), currency, now, "");
    }

    private static boolean isPaidOtherwise(Payment payment) {
        return payment.getPaidMinor() > 0 && payment.getPaidMinor() != payment.getAmountMinor();
    }

    private static String amount(String name, long minor, Payment payment) {
        return ",\"" + name + "\":"
                + BigDecimal.valueOf(minor, payment.getCurrencyDecimals()).toPlainString();
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
