package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A refund.
 *
 * @param externalRefundId the merchant's id, unique for the invoice; null if Paymoon's staff made the refund
 * @param status pending, succeeded or failed
 */
record Refund(String refundId, String invoiceId, @Nullable String externalRefundId, BigDecimal amount, String status) {
    static final String PENDING = "pending";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";

    /** Returns the refund with Paymoon's id only. */
    Refund withoutExternalId() {
        return new Refund(refundId, invoiceId, null, amount, status);
    }

    Refund settled(String finalStatus) {
        return new Refund(refundId, invoiceId, externalRefundId, amount, finalStatus);
    }
}
