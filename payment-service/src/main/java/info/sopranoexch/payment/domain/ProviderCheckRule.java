package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;

/** Requests from the provider what the payment's {@link ProviderCheckSchedule} needs. */
public final class ProviderCheckRule {
    /** Larger than clock differences: a check that arrives earlier than this was requested by a payer. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private ProviderCheckRule() {}

    /** @param dueAt the due time in the command; if the payment has another one, the check was already made */
    public static Decision.Applied decide(Payment payment, Instant dueAt, Instant now) {
        var change = new PaymentChange(payment, now);
        Instant next = payment.nextCheckAt();
        if (next == null || next.toEpochMilli() != dueAt.toEpochMilli()) {
            return change.done();
        }
        switch (ProviderCheckSchedule.of(payment, now)) {
            case NONE -> {}
            case INVOICE -> change.request(ProviderOperation.ENSURE_INVOICE);
            case PAYMENT, EXPIRY -> change.request(ProviderOperation.QUERY_INVOICE);
            case CANCELLATION -> change.request(ProviderOperation.CANCEL_INVOICE);
            case REFUND -> payment.refunds().stream().filter(Refund::isPending).forEach(change::requestRefund);
        }
        return now.isBefore(next.minus(EARLY)) ? change.checkedEarly() : change.checked();
    }
}
