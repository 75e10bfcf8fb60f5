package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Transitions.Verdict;
import java.time.Instant;

/** The merchant wants no money any more: only while nothing is paid. */
public final class CancelPayment {
    private CancelPayment() {}

    public static Decision decide(Payment payment, Instant now) {
        var step = new Step(payment, now);
        Verdict verdict = Transitions.verdict(payment.status(), PaymentStatus.CANCELLED);
        if (verdict == Verdict.STAYS) {
            return step.done();
        }
        if (verdict != Verdict.MOVES || payment.review() || payment.paidMinor() > 0) {
            String told = payment.status().code();
            return new Decision.Refused(
                    "payment_not_cancellable", "The payment cannot be cancelled because its status is " + told + ".");
        }
        step.moveTo(PaymentStatus.CANCELLED, "merchant_cancelled");
        return step.done();
    }
}
