package info.sopranoexch.sandbox.fault;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is to fail.
 *
 * @param create creating invoices
 * @param query reading invoices
 * @param refund asking for refunds
 * @param cancel cancelling
 * @param refundOutcome what becomes of refunds that are taken
 * @param callbacks false: what changes meanwhile is never told by callback, whatever an invoice's own mode says
 * @param externalRefundIds false: callbacks name a refund by Paymoon's own id alone
 * @param times how many calls are to fail before calls are well again; null: until told
 */
public record Faults(
        Fault create,
        Fault query,
        Fault refund,
        Fault cancel,
        RefundMood refundOutcome,
        boolean callbacks,
        boolean externalRefundIds,
        @Nullable Integer times) {

    public static final Faults NONE =
            new Faults(Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundMood.NORMAL, true, true, null);

    Faults withTimes(int times) {
        return new Faults(create, query, refund, cancel, refundOutcome, callbacks, externalRefundIds, times);
    }

    /** What is not counted goes on. */
    Faults withoutCounted() {
        return new Faults(
                Fault.NORMAL,
                Fault.NORMAL,
                Fault.NORMAL,
                Fault.NORMAL,
                refundOutcome,
                callbacks,
                externalRefundIds,
                null);
    }

    /** Whether calls fail. */
    public boolean failsCalls() {
        return Stream.of(create, query, refund, cancel).anyMatch(fault -> fault != Fault.NORMAL);
    }
}
