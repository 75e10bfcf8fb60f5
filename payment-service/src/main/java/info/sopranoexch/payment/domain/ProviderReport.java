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

    /** The only provider so far. */
    public static final String PROVIDER = "paymoon";

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

    /** Whether the provider's version makes it newer than what was applied; of the same version, an end is newer. */
    public boolean isNewerThan(Invoice invoice) {
        boolean ends = status != null && status.isClosed() && !invoice.isClosed();
        return version != null && (version > invoice.version() || (version == invoice.version() && ends));
    }

    /** Whether it says that money came, of whatever currency. */
    private boolean saysPaid() {
        return (paidMinor != null && paidMinor > 0) || (status != null && status.impliesPayment());
    }

    /** Why it cannot be about the payment, whatever it says. */
    @Nullable
    QuarantineReason mismatch(Payment payment) {
        String invoice = payment.invoice().id();
        if (invoice != null && invoiceId != null && !invoice.equals(invoiceId)) {
            return QuarantineReason.INVOICE_ID_DIFFERS;
        }
        boolean otherCurrency =
                currency != null && !currency.equals(payment.terms().amount().currency());
        // Money of another currency is held for review, where an operator sees how much it is.
        return otherCurrency && (refund != null || !saysPaid()) ? QuarantineReason.CURRENCY_DIFFERS : null;
    }

    /** Says nothing about the invoice that has not been applied. */
    boolean isKnownTo(Invoice invoice) {
        return version != null && version <= invoice.version() && (status == null || status == invoice.status());
    }
}
