package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;

/**
 * A refund.
 *
 * @param externalRefundId the merchant side's id, unique within the invoice
 * @param status pending, succeeded or failed
 */
record Refund(String refundId, String invoiceId, String externalRefundId, BigDecimal amount, String status) {
    static final String PENDING = "pending";
    static final String SUCCEEDED = "succeeded";
    static final String FAILED = "failed";

    Refund settled(String as) {
        return new Refund(refundId, invoiceId, externalRefundId, amount, as);
    }
}
