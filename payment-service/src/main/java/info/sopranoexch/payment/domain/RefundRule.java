package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Rejected;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Creates refunds. The sum of the pending and succeeded refunds never exceeds the amount paid. */
public final class RefundRule {
    /** The refunds of a payment are loaded together with it, so their number has a limit. */
    static final int MAX_REFUNDS = 100;

    private RefundRule() {}

    /**
     * Checks an amount against the payment's currency.
     *
     * @param amount in units of the payment's currency
     * @return null if the amount is valid
     */
    public static @Nullable Rejected malformedAmount(Payment payment, BigDecimal amount) {
        FieldError violation = Money.violation(amount, payment.currency());
        return violation == null ? null : Rejected.of(violation);
    }

    /** @param amountMinor null for the whole refundable amount */
    public static Decision decide(Payment payment, String refundId, @Nullable Long amountMinor, Instant now) {
        if (payment.refunds().stream().anyMatch(refund -> refund.refundId().equals(refundId))) {
            return new PaymentChange(payment, now).done();
        }
        if (!isRefundable(payment)) {
            return new Rejected(
                    "payment_not_refundable",
                    "The payment cannot be refunded because its status is "
                            + payment.status().code() + ".");
        }
        if (amountMinor != null && amountMinor <= 0) {
            return Rejected.of(FieldErrors.amountNotPositive("amount"));
        }
        long refundable = payment.refundableMinor();
        long amount = amountMinor == null ? refundable : amountMinor;
        if (amount > refundable || refundable == 0) {
            return new Rejected(
                    "refund_exceeds_paid",
                    "At most " + payment.money(refundable).text() + " can be refunded: the payer paid "
                            + payment.money(payment.paidMinor()).text() + ", and "
                            + payment.money(payment.returnedMinor()).text() + " of it is refunded or being refunded.");
        }
        if (payment.refunds().size() >= MAX_REFUNDS) {
            return new Rejected(
                    "too_many_refunds", "The payment already has the maximum of " + MAX_REFUNDS + " refunds.");
        }
        var change = new PaymentChange(payment, now);
        open(change, refundId, amount, Refund.Origin.MERCHANT);
        return change.done();
    }

    /** The maximum amount of a merchant's refund: 0 if the payment is not refundable. */
    public static long refundableMinor(Payment payment) {
        return isRefundable(payment) ? payment.refundableMinor() : 0;
    }

    private static boolean isRefundable(Payment payment) {
        return payment.status().isPaid() || hasFailedAutomaticRefund(payment);
    }

    /** A merchant can refund an unsuccessful payment only after our own refund of its money failed. */
    private static boolean hasFailedAutomaticRefund(Payment payment) {
        return !payment.onHold()
                && payment.refunds().stream()
                        .anyMatch(refund -> refund.status() == Refund.Status.FAILED
                                && (refund.origin() == Refund.Origin.LATE_SUCCESS
                                        || refund.origin() == Refund.Origin.REVIEW));
    }

    /** Reserves the amount and requests the refund from the provider. */
    private static void open(PaymentChange change, String refundId, long amountMinor, Refund.Origin origin) {
        Payment payment = change.payment();
        Refund refund = Refund.pending(refundId, payment.id(), amountMinor, origin, null, change.now());
        change.refund(refund, payment.refundedMinor());
        change.requestRefund(refund);
    }

    /** Refunds everything refundable by our own decision. A payment that was paid in parts is refunded in parts. */
    static void openAutomatic(PaymentChange change, Refund.Origin origin) {
        Payment payment = change.payment();
        long earlier = payment.refunds().stream()
                .filter(refund -> refund.origin() == origin)
                .count();
        String first = Refund.id(payment.id(), origin.code());
        open(change, earlier == 0 ? first : first + "_" + (earlier + 1), payment.refundableMinor(), origin);
    }
}
