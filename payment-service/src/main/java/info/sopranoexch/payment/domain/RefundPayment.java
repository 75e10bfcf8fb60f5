package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Effect.Question;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The merchant gives money back. The sum of refunds, those under way included, never exceeds what was paid. */
public final class RefundPayment {
    /** A payment's refunds are loaded with it, so their number has a limit. */
    static final int MAX_REFUNDS = 100;

    private RefundPayment() {}

    /**
     * Checks whether an amount fits the payment's currency.
     *
     * @param amount in units of the payment's currency
     * @return null if it does
     */
    public static Decision.@Nullable Refused refusal(Payment payment, BigDecimal amount) {
        FieldError violation = Money.violation(amount, payment.terms().amount().currency());
        return violation == null ? null : Decision.Refused.of(violation);
    }

    /** @param amountMinor null: all that is left */
    public static Decision decide(Payment payment, String refundId, @Nullable Long amountMinor, Instant now) {
        if (payment.refunds().stream().anyMatch(refund -> refund.refundId().equals(refundId))) {
            return new Step(payment, now).done();
        }
        if (!isRefundable(payment)) {
            String told = payment.status().code();
            return new Decision.Refused(
                    "payment_not_refundable", "The payment cannot be refunded because its status is " + told + ".");
        }
        long left = payment.refundableMinor();
        long amount = amountMinor == null ? left : amountMinor;
        if (amountMinor != null && amountMinor <= 0) {
            return Decision.Refused.of(FieldErrors.amountNotPositive("amount"));
        }
        if (amount > left || left == 0) {
            Money total = payment.terms().amount();
            String detail = "At most " + total.of(left).text() + " can be refunded: the payer paid "
                    + total.of(payment.paidMinor()).text() + ", and "
                    + total.of(payment.returnedMinor()).text() + " of it is refunded or being refunded.";
            return new Decision.Refused("refund_exceeds_paid", detail);
        }
        if (payment.refunds().size() >= MAX_REFUNDS) {
            return new Decision.Refused(
                    "too_many_refunds", "The payment already has the maximum of " + MAX_REFUNDS + " refunds.");
        }
        var step = new Step(payment, now);
        open(step, refundId, amount, Refund.Origin.MERCHANT);
        return step.done();
    }

    /** What a merchant can still refund: 0 while the payment is not refundable at all. */
    public static long refundableMinor(Payment payment) {
        return isRefundable(payment) ? payment.refundableMinor() : 0;
    }

    private static boolean isRefundable(Payment payment) {
        return payment.status().isPaid() || hasFailedToGoBack(payment);
    }

    /** Money of a payment that did not become a success, which we tried to send back and could not. */
    private static boolean hasFailedToGoBack(Payment payment) {
        return !payment.review()
                && payment.refunds().stream()
                        .anyMatch(refund -> refund.status() == Refund.Status.FAILED
                                && (refund.origin() == Refund.Origin.LATE_SUCCESS
                                        || refund.origin() == Refund.Origin.REVIEW));
    }

    /** Reserves the sum and asks the provider to pay it back. */
    private static void open(Step step, String refundId, long amountMinor, Refund.Origin origin) {
        Payment payment = step.payment();
        Instant now = step.now();
        var refund =
                new Refund(refundId, payment.id(), amountMinor, Refund.Status.PENDING, origin, null, null, now, now);
        step.refund(refund, payment.refundedMinor());
        step.ask(Question.REFUND_INVOICE, refund);
    }

    /** Opens one that we decide on ourselves. There may be several: money that comes in parts goes back in parts. */
    static void openOwn(Step step, Refund.Origin origin) {
        Payment payment = step.payment();
        long earlier = payment.refunds().stream()
                .filter(refund -> refund.origin() == origin)
                .count();
        String first = "rfd_" + payment.id().replaceFirst("^pay_", "") + "_" + origin.code();
        open(step, earlier == 0 ? first : first + "_" + (earlier + 1), payment.refundableMinor(), origin);
    }
}
