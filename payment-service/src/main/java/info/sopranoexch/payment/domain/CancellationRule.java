package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.StatusTransitions.Transition;
import java.time.Instant;

/** Cancels a payment on the merchant's request. Only an unpaid payment can be cancelled. */
public final class CancellationRule {
    private CancellationRule() {}

    public static Decision decide(Payment payment, Instant now) {
        var change = new PaymentChange(payment, now);
        Transition transition = StatusTransitions.transition(payment.status(), PaymentStatus.CANCELLED);
        if (transition == Transition.NONE) {
            return change.done();
        }
        if (transition != Transition.ALLOWED || payment.onHold() || payment.paidMinor() > 0) {
            String status = payment.status().code();
            return new Decision.Rejected(
                    "payment_not_cancellable", "The payment cannot be cancelled because its status is " + status + ".");
        }
        change.moveTo(PaymentStatus.CANCELLED, EventReason.MERCHANT_CANCELLED);
        return change.done();
    }
}
