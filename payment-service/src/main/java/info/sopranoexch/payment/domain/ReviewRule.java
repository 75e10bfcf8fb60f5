package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Rejected;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Settles a payment that is on hold, by an operator's decision. */
public final class ReviewRule {
    /** The operator's decision. */
    public enum Action {
        /** The payment succeeds with the amount paid. */
        ACCEPT,
        /** The payment fails and the amount paid is refunded. */
        REFUND,
        /** The payment fails; the operator returns the money by hand. */
        FAIL
    }

    private ReviewRule() {}

    /** @param operator name of the operator, for the timeline */
    public static Decision decide(Payment payment, Action action, String operator, Instant now) {
        if (!payment.onHold()) {
            return new Rejected("payment_not_in_review", "The payment is not on hold for review.");
        }
        if (action == Action.REFUND && payment.refundableMinor() == 0) {
            return new Rejected(
                    "review_not_refundable",
                    payment.paidMinor() == 0
                            ? "The payment cannot be refunded because it was paid in another currency. Refund it manually."
                            : "The payment cannot be refunded because everything that was paid is already refunded.");
        }
        var change = new PaymentChange(payment, now);
        change.record(
                "review_settled", Map.of("decision", action.name().toLowerCase(Locale.ROOT), "operator", operator));
        switch (action) {
            case ACCEPT -> {
                long paid =
                        payment.paidMinor() == 0 ? payment.details().amount().minor() : payment.paidMinor();
                change.paid(paid, false);
                change.moveTo(PaymentStatus.SUCCESS, EventReason.REVIEW_ACCEPTED);
            }
            case REFUND -> {
                change.paid(payment.paidMinor(), false);
                fail(change, EventReason.REVIEW_REFUNDED);
                RefundRule.openAutomatic(change, Refund.Origin.REVIEW);
            }
            case FAIL -> {
                change.paid(payment.paidMinor(), false);
                fail(change, EventReason.REVIEW_FAILED);
            }
        }
        return change.done();
    }

    private static void fail(PaymentChange change, EventReason reason) {
        if (change.payment().status().isOpen()) {
            change.moveTo(PaymentStatus.FAILED, reason);
        }
    }
}
