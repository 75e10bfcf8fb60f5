package info.sopranoexch.provider.requests;

import info.sopranoexch.schemas.avro.Payment;
import org.jspecify.annotations.Nullable;

/**
 * A request to the provider about one payment.
 *
 * @param causeId id of the command or event that caused the request
 * @param traceparent W3C trace context to continue; null for none
 */
record ProviderRequest(
        String causeId,
        Payment payment,
        ProviderOperation operation,
        @Nullable String traceparent) {

    /** Requests with equal content are duplicates, although their causes differ. */
    record Content(String paymentId, @Nullable String invoiceId, ProviderOperation operation) {}

    Content content() {
        return new Content(payment.getPaymentId(), payment.getProviderInvoiceId(), operation);
    }
}
