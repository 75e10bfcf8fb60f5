package info.sopranoexch.payment.domain;

import java.time.Duration;
import java.time.Instant;

/** Requests from the provider what the payment's {@link ProviderCheckSchedule} needs. */
public final class ProviderCheckRule {
    /** Larger than clock differences: a check that arrives earlier than this was requested by a payer. */
    private static final Duration EARLY = Duration.ofSeconds(5);

    private ProviderCheckRule() {}

    /**
     * Makes a scheduled check, or a check that a payer requested.
     *
     * @param dueAt the due time in the command; if the payment has another one, the check was already made
     * @param changesListed whether the provider lists changed invoices, so that no lost callback has to be looked for
     */
    public static Decision.Applied decide(Payment payment, Instant dueAt, boolean changesListed, Instant now) {
        var change = new PaymentChange(payment, now);
        Instant next = payment.nextCheckAt();
        if (next == null || next.toEpochMilli() != dueAt.toEpochMilli()) {
            return change.done();
        }
        boolean early = now.isBefore(next.minus(EARLY));
        switch (ProviderCheckSchedule.of(payment, now)) {
            case NONE -> {}
            case INVOICE -> change.request(ProviderOperation.ENSURE_INVOICE);
            case PAYMENT -> {
                if (changesListed && !early) {
                    return change.checkedAtEnd();
                }
                change.request(ProviderOperation.QUERY_INVOICE);
            }
            case UNPAID, EXPIRY -> change.request(ProviderOperation.QUERY_INVOICE);
            case CANCELLATION -> change.request(ProviderOperation.CANCEL_INVOICE);
            case REFUND -> payment.refunds().stream().filter(Refund::isPending).forEach(change::requestRefund);
        }
        return early ? change.checkedEarly() : change.checked();
    }

    /** The payer was sent to the provider's page. */
    public static Decision.Applied payerSent(Payment payment, Instant now) {
        var change = new PaymentChange(payment, now);
        if (payment.isAwaitingPayment()) {
            change.payerSent();
        }
        return change.done();
    }

    /** The provider listed a version of the invoice. If it is not known, the callback was lost, and the invoice is queried. */
    public static Decision.Applied listed(Payment payment, long version, Instant now) {
        var change = new PaymentChange(payment, now);
        if (version > payment.invoice().version()) {
            change.request(ProviderOperation.QUERY_INVOICE);
        }
        return change.done();
    }
}
