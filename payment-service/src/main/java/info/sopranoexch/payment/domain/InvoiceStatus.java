package info.sopranoexch.payment.domain;

/** Status of an invoice at the provider. */
public enum InvoiceStatus implements HasCode {
    CREATED,
    PROCESSING,
    PAID,
    UNDERPAID,
    OVERPAID,
    FAILED,
    EXPIRED,
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED;

    boolean isClosed() {
        return this != CREATED && this != PROCESSING;
    }

    /** Whether the payer has paid something. */
    boolean impliesPayment() {
        return switch (this) {
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED, REFUNDED -> true;
            case CREATED, PROCESSING, FAILED, EXPIRED, CANCELLED -> false;
        };
    }
}
