package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice at one version.
 *
 * @param externalId the merchant side's id, unique
 * @param version 1 at creation, rises by one with each change
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

    Invoice changed(InvoiceStatus status, BigDecimal paid, BigDecimal refunded, Instant now) {
        return new Invoice(
                invoiceId,
                externalId,
                amount,
                currency,
                description,
                callbackUrl,
                returnUrl,
                status,
                version + 1,
                paid,
                refunded,
                expiresAt,
                createdAt,
                now);
    }

    Invoice changed(InvoiceStatus status, Instant now) {
        return changed(status, paidAmount, refundedAmount, now);
    }

    public boolean isOpen() {
        return status == InvoiceStatus.CREATED || status == InvoiceStatus.PROCESSING;
    }
}
