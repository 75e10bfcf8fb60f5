package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A refund.
 *
 * @param externalRefundId the merchant side's id, unique within the invoice; null when Paymoon's own staff made the refund
 * @param status pending, succeeded or failed
 */
record Refund(String refundId, String invoiceId, @Nullable String externalRefundId, BigDecimal amount, String status) {
    static final String PENDING = "pending";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";

    /** The refund as Paymoon names it by its own id alone. */
    Refund withoutExternalId() {
        return new Refund(refundId, invoiceId, null, amount, status);
    }

    Refund settled(String as) {
        return new Refund(refundId, invoiceId, externalRefundId, amount, as);
    }
}
