package info.sopranoexch.provider.requests;

import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderRefund;

/** Operation that the provider is to carry out for one payment. */
sealed interface ProviderOperation {
    /**
     * Create the invoice unless it exists.
     *
     * @param mayExist whether an earlier request may have created it
     */
    record CreateInvoice(boolean mayExist) implements ProviderOperation {}

    record QueryInvoice() implements ProviderOperation {}

    record RefundInvoice(ProviderRefund refund) implements ProviderOperation {}

    record CancelInvoice() implements ProviderOperation {}

    default ProviderEventSource source() {
        return switch (this) {
            case CreateInvoice _ -> ProviderEventSource.ensure_invoice;
            case QueryInvoice _ -> ProviderEventSource.query_invoice;
            case RefundInvoice _ -> ProviderEventSource.refund_invoice;
            case CancelInvoice _ -> ProviderEventSource.cancel_invoice;
        };
    }
}
