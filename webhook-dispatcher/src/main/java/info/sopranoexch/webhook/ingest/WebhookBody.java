package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.Refund;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the body of a webhook. Five fields come first, in a fixed order. {@code refunded_amount} follows for
 * refunds, and {@code paid_amount} if the amount paid differs from the amount requested. The end of a refund adds
 * {@code type} and {@code refund}. Amounts have the decimals of the currency; the time is in whole seconds. Source:
 * contract, section 2.
 */
final class WebhookBody {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<PaymentStatus> REFUNDED =
            EnumSet.of(PaymentStatus.partially_refunded, PaymentStatus.refunded);

    private WebhookBody() {}

    static byte[] of(PaymentEvent event) {
        Payment payment = event.getPayment();
        Refund refund = event.getRefund();
        var rest = new StringBuilder();
        if (refund != null || REFUNDED.contains(payment.getStatus())) {
            rest.append(',').append(amount("refunded_amount", payment.getRefundedMinor(), payment));
        }
        if (payment.getPaidMinor() > 0 && payment.getPaidMinor() != payment.getAmountMinor()) {
            rest.append(',').append(amount("paid_amount", payment.getPaidMinor(), payment));
        }
        if (refund != null) {
            rest.append(",\"type\":")
                    .append(quoted(event.getType()))
                    .append(",\"refund\":")
                    .append(of(refund, payment));
        }
        return of(
                payment.getPaymentId(),
                payment.getStatus().toString(),
                BigDecimal.valueOf(payment.getAmountMinor(), payment.getCurrencyDecimals()),
                payment.getCurrency(),
                event.getOccurredAt(),
                rest.toString());
    }

    private static String of(Refund refund, Payment payment) {
        String failure = refund.getFailureCode() == null ? "" : ",\"failure_code\":" + quoted(refund.getFailureCode());
        return "{\"refund_id\":" + quoted(refund.getRefundId()) + ","
                + amount("amount", refund.getAmountMinor(), payment)
                + ",\"status\":" + quoted(refund.getStatus().toString()) + ",\"origin\":"
                + quoted(refund.getOrigin().toString()) + failure + "}";
    }

    /** The body of a test event. */
    static byte[] test(String paymentId, String currency, Instant now) {
        return of(paymentId, "success", new BigDecimal("1000.00"), currency, now, "");
    }

    private static String amount(String name, long minor, Payment payment) {
        return "\"" + name + "\":"
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
