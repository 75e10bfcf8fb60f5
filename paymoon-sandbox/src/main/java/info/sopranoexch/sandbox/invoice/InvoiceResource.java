package info.sopranoexch.sandbox.invoice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invoice in the API. */
public record InvoiceResource(
        String invoiceId,
        String externalId,
        String status,
        long version,
        String amount,
        String paidAmount,
        String refundedAmount,
        String currency,
        @Nullable String description,
        String paymentUrl,
        @Nullable String returnUrl,
        Instant expiresAt,
        Instant createdAt,
        Instant updatedAt,
        @Nullable RefundResource refund) {

    /** The refund that a response or callback concerns. */
    record RefundResource(String refundId, @Nullable String externalRefundId, String amount, String status) {
        static @Nullable RefundResource of(@Nullable Refund refund) {
            return refund == null
                    ? null
                    : new RefundResource(
                            refund.refundId(),
                            refund.externalRefundId(),
                            refund.amount().toPlainString(),
                            refund.status());
        }
    }

    static InvoiceResource of(Invoice invoice, @Nullable Refund refund, String paymentUrl) {
        return new InvoiceResource(
                invoice.invoiceId(),
                invoice.externalId(),
                invoice.status().code(),
                invoice.version(),
                invoice.amount().toPlainString(),
                invoice.paidAmount().toPlainString(),
                invoice.refundedAmount().toPlainString(),
                invoice.currency(),
                invoice.description(),
                paymentUrl,
                invoice.returnUrl(),
                invoice.expiresAt(),
                invoice.createdAt(),
                invoice.updatedAt(),
                RefundResource.of(refund));
    }
}
