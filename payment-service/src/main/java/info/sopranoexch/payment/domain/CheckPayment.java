package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Effect.Question;
import java.time.Duration;
import java.time.Instant;

/** Something about the payment is due: the provider is asked what is owed in the payment's phase. */
public final class CheckPayment {
    /** More than clocks differ by: a check that comes earlier than this was not scheduled but requested. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private CheckPayment() {}

    /** @param dueAt when it was due as the asker saw it; when that is no longer so, somebody has asked already */
    public static Decision.Applied decide(Payment payment, Instant dueAt, Instant now) {
        var step = new Step(payment, now);
        Instant next = payment.nextCheckAt();
        if (next == null || next.toEpochMilli() != dueAt.toEpochMilli()) {
            return step.done();
        }
        switch (Phase.of(payment, now)) {
            case NONE -> {}
            case INVOICE -> step.ask(Question.ENSURE_INVOICE, null);
            case PAYMENT, EXPIRY -> step.ask(Question.QUERY_INVOICE, null);
            case CANCELLATION -> step.ask(Question.CANCEL_INVOICE, null);
            case REFUND ->
                payment.refunds().stream()
                        .filter(Refund::isPending)
                        .forEach(refund -> step.ask(Question.REFUND_INVOICE, refund));
        }
        return now.isBefore(next.minus(EARLY)) ? step.askedEarly() : step.asked();
    }
}
