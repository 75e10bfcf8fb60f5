package info.sopranoexch.sandbox.invoice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invoice as the API shows it. */
public record InvoiceView(
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
        @Nullable RefundView refund) {

    /** The refund that a call or callback is about. */
    record RefundView(String refundId, @Nullable String externalRefundId, String amount, String status) {
        static @Nullable RefundView of(@Nullable Refund refund) {
            return refund == null
                    ? null
                    : new RefundView(
                            refund.refundId(),
                            refund.externalRefundId(),
                            refund.amount().toPlainString(),
                            refund.status());
        }
    }
}
