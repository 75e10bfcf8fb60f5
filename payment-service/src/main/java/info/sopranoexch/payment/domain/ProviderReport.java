package info.sopranoexch.payment.domain;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provider's report about a payment: a callback, or the response to a request.
 *
 * @param eventId the same in each redelivery
 * @param version rises with each change at the provider; null if the provider sent none
 * @param paidMinor the amount paid, minor units of {@code currency}
 * @param refund null if the report is not about a refund
 * @param retryAfter with {@code UNKNOWN}: the provider limits the rate, and the request can be sent after this pause; null: it
 *     does not limit it
 * @param occurredAt the provider's time of the event; for a response, the time of the request
 */
@RecordBuilder
public record ProviderReport(
        String eventId,
        Source source,
        Kind kind,
        @Nullable String invoiceId,
        @Nullable String invoiceUrl,
        @Nullable InvoiceStatus status,
        @Nullable Long version,
        @Nullable Long amountMinor,
        @Nullable Long paidMinor,
        @Nullable String currency,
        @Nullable RefundReport refund,
        @Nullable Duration retryAfter,
        Instant occurredAt)
        implements ProviderReportBuilder.With {

    /** The only provider so far. */
    public static final String PROVIDER = "paymoon";

    /** The callback or request that the report comes from. */
    public enum Source {
        CALLBACK,
        ENSURE_INVOICE,
        QUERY_INVOICE,
        REFUND_INVOICE,
        CANCEL_INVOICE
    }

    /** Kind of the report. The fields about the invoice are valid only with {@code REPORTED}. */
    public enum Kind {
        REPORTED,
        NOT_FOUND,
        REFUSED,
        UNKNOWN,
        UNTRANSLATABLE
    }

    /**
     * The part of a report that is about a refund.
     *
     * @param refundId our id; null if the provider started the refund
     * @param providerRefundId the provider's id
     */
    public record RefundReport(
            @Nullable String refundId, @Nullable String providerRefundId, long amountMinor, Refund.Status status) {}

    /** Whether a newer report was applied. Of two reports with the same version, the one with a final status is newer. */
    boolean isOlderThan(Invoice invoice) {
        if (version == null || version > invoice.version()) {
            return false;
        }
        return version < invoice.version() || (invoice.isClosed() && status != null && !status.isClosed());
    }

    /** Whether the report is newer than the last applied one, by version or by a final status of the same version. */
    public boolean isNewerThan(Invoice invoice) {
        boolean ends = status != null && status.isClosed() && !invoice.isClosed();
        return version != null && (version > invoice.version() || (version == invoice.version() && ends));
    }

    /** Whether the report says that something was paid, in any currency. */
    private boolean isPaid() {
        return (paidMinor != null && paidMinor > 0) || (status != null && status.impliesPayment());
    }

    /** @return why the report cannot be about the payment; null if it can */
    @Nullable
    QuarantineReason mismatch(Payment payment) {
        String invoice = payment.invoice().id();
        if (invoice != null && invoiceId != null && !invoice.equals(invoiceId)) {
            return QuarantineReason.INVOICE_ID_DIFFERS;
        }
        boolean otherCurrency = currency != null && !currency.equals(payment.currency());
        // A payment in another currency is put on hold, where an operator sees the amount.
        return otherCurrency && (refund != null || !isPaid()) ? QuarantineReason.CURRENCY_DIFFERS : null;
    }

    /** Whether everything that the report says about the invoice was applied. */
    boolean isKnownTo(Invoice invoice) {
        return version != null && version <= invoice.version() && (status == null || status == invoice.status());
    }
}
