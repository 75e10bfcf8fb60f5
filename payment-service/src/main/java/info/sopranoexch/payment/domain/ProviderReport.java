package info.sopranoexch.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the provider said about a payment.
 *
 * @param eventId stable over redeliveries
 * @param version rises with each change at the provider; null when it has none
 * @param paidMinor what was paid, minor units of {@code currency}
 * @param refund the refund that it is about
 * @param occurredAt when the provider says it happened, or when it was asked: an answer to a question from before a payment's
 *     end says nothing about its end
 * @param receivedAt when we had it
 */
public record ProviderReport(
        String eventId,
        Source source,
        Outcome outcome,
        @Nullable String invoiceId,
        @Nullable String invoiceUrl,
        @Nullable InvoiceStatus status,
        @Nullable Long version,
        @Nullable Long amountMinor,
        @Nullable Long paidMinor,
        @Nullable String currency,
        @Nullable RefundReport refund,
        @Nullable String detail,
        Instant occurredAt,
        Instant receivedAt) {

    /** What made the provider say it. */
    public enum Source {
        CALLBACK,
        ENSURE_INVOICE,
        QUERY_INVOICE,
        REFUND_INVOICE,
        CANCEL_INVOICE
    }

    /** Kind of the answer; only with REPORTED do the fields on the invoice hold. */
    public enum Outcome {
        REPORTED,
        NOT_FOUND,
        REFUSED,
        UNKNOWN,
        UNTRANSLATABLE
    }

    /**
     * @param refundId ours; null when the provider began it
     * @param providerRefundId the provider's
     */
    public record RefundReport(
            @Nullable String refundId, @Nullable String providerRefundId, long amountMinor, Refund.Status status) {}

    /** Older than what has been applied. Of two that bear the same version the one that tells an end is the newer. */
    boolean isOlderThan(Invoice invoice) {
        if (version == null || version > invoice.version()) {
            return false;
        }
        return version < invoice.version() || (invoice.isClosed() && status != null && !status.isClosed());
    }

    /** Says nothing about the invoice that has not been applied. */
    boolean isKnownTo(Invoice invoice) {
        return version != null && version <= invoice.version() && (status == null || status == invoice.status());
    }
}
