package info.sopranoexch.sandbox.fault;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Active faults.
 *
 * @param create fault of calls that create invoices
 * @param query fault of calls that read invoices
 * @param refund fault of calls that create refunds
 * @param cancel fault of calls that cancel invoices
 * @param refundOutcome outcome of new refunds
 * @param callbacks false: changes are never called back, whatever the mode of the invoice is
 * @param externalRefundIds false: callbacks have only Paymoon's id of a refund
 * @param times number of calls that fail; null for no limit
 */
public record Faults(
        Fault create,
        Fault query,
        Fault refund,
        Fault cancel,
        RefundOutcome refundOutcome,
        boolean callbacks,
        boolean externalRefundIds,
        @Nullable Integer times) {

    public static final Faults NONE =
            new Faults(Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, Fault.NORMAL, RefundOutcome.NORMAL, true, true, null);

    Faults withTimes(int times) {
        return new Faults(create, query, refund, cancel, refundOutcome, callbacks, externalRefundIds, times);
    }

    /** Ends the faults of calls, which are counted. Other faults stay. */
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

    /** Returns whether any call fails. */
    public boolean failsCalls() {
        return Stream.of(create, query, refund, cancel).anyMatch(fault -> fault != Fault.NORMAL);
    }
}
