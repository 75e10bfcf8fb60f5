package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invoice at one version.
 *
 * @param externalId unique id that the merchant assigned
 * @param version 1 at creation, increases by one with each change
 */
public record Invoice(
        String invoiceId,
        String externalId,
        BigDecimal amount,
        String currency,
        @Nullable String description,
        String callbackUrl,
        @Nullable String returnUrl,
        InvoiceStatus status,
        long version,
        BigDecimal paidAmount,
        BigDecimal refundedAmount,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt) {

    /** Returns the next version of the invoice. */
    Invoice changed(InvoiceStatus newStatus, BigDecimal paid, BigDecimal refunded, Instant now) {
        return with(newStatus, version + 1, paid, refunded, now);
    }

    Invoice changed(InvoiceStatus newStatus, Instant now) {
        return changed(newStatus, paidAmount, refundedAmount, now);
    }

    Invoice with(InvoiceStatus newStatus, long newVersion, BigDecimal paid, BigDecimal refunded, Instant now) {
        return new Invoice(
                invoiceId,
                externalId,
                amount,
                currency,
                description,
                callbackUrl,
                returnUrl,
                newStatus,
                newVersion,
                paid,
                refunded,
                expiresAt,
                createdAt,
                now);
    }

    /** Returns whether a request for this invoice has the same fields as the request for the other one. */
    boolean hasSameRequestAs(Invoice other) {
        return externalId.equals(other.externalId)
                && amount.compareTo(other.amount) == 0
                && currency.equals(other.currency)
                && Objects.equals(description, other.description)
                && callbackUrl.equals(other.callbackUrl)
                && Objects.equals(returnUrl, other.returnUrl)
                && expiresAt.equals(other.expiresAt);
    }

    public boolean isOpen() {
        return status == InvoiceStatus.CREATED || status == InvoiceStatus.PROCESSING;
    }
}
