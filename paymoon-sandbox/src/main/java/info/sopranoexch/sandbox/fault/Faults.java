package info.sopranoexch.sandbox.fault;

import org.jspecify.annotations.Nullable;

/**
 * What is to fail.
 *
 * @param create creating invoices
 * @param query reading invoices
 * @param refund asking for refunds
 * @param cancel cancelling
 * @param refundOutcome what becomes of refunds that are taken
 * @param callbacks false: nothing is told by callback, whatever an invoice's own mode says
 * @param times how many calls are to fail before all is well again; null: until told
 */
public record Faults(
        Fault create,
        Fault query,
        Fault refund,
        Fault cancel,
        RefundMood refundOutcome,
        boolean callbacks,
        @Nullable Integer times) {

    public static final Faults NONE =
            new Faults(Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundMood.NORMAL, true, null);

    Faults withTimes(int times) {
        return new Faults(create, query, refund, cancel, refundOutcome, callbacks, times);
    }
}
