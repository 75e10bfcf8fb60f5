package info.sopranoexch.payment.domain;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** An operator settles a payment that is held because the money that came is not what was asked for. */
public final class SettleReview {
    /** What becomes of it. */
    public enum Verdict {
        /** What came is taken for the payment. */
        ACCEPT,
        /** What came goes back, the payment has failed. */
        REFUND,
        /** The payment has failed; the money is dealt with by hand. */
        FAIL
    }

    private SettleReview() {}

    /** @param operator who decided, for the timeline */
    public static Decision decide(Payment payment, Verdict verdict, String operator, Instant now) {
        if (!payment.review()) {
            return new Decision.Refused("payment_not_in_review", "The payment is not on hold for review.");
        }
        if (verdict == Verdict.REFUND && payment.refundableMinor() == 0) {
            String why = payment.paidMinor() == 0
                    ? "The payment cannot be refunded because it was paid in another currency. Refund it manually."
                    : "The payment cannot be refunded because everything that was paid is already refunded.";
            return new Decision.Refused("review_not_refundable", why);
        }
        var step = new Step(payment, now);
        step.note("review_settled", Map.of("decision", verdict.name().toLowerCase(Locale.ROOT), "operator", operator));
        switch (verdict) {
            case ACCEPT -> {
                long paid = payment.paidMinor() == 0 ? payment.terms().amount().minor() : payment.paidMinor();
                step.paid(paid, false);
                step.moveTo(PaymentStatus.SUCCESS, "review_accepted");
            }
            case REFUND -> {
                step.paid(payment.paidMinor(), false);
                fail(step, "review_refunded");
                RefundPayment.openOwn(step, Refund.Origin.REVIEW);
            }
            case FAIL -> {
                step.paid(payment.paidMinor(), false);
                fail(step, "review_failed");
            }
        }
        return step.done();
    }

    private static void fail(Step step, String reason) {
        if (step.payment().status().isOpen()) {
            step.moveTo(PaymentStatus.FAILED, reason);
        }
    }
}
