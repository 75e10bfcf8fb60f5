package info.sopranoexch.payment.domain;

/** The status of a payment as merchants see it. */
public enum PaymentStatus implements HasCode {
    PENDING,
    PROCESSING,
    SUCCESS,
    FAILED,
    EXPIRED,
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED;

    /** Whether the payer can still pay. */
    public boolean isOpen() {
        return this == PENDING || this == PROCESSING;
    }

    /** Whether the payment succeeded, including refunded payments. */
    public boolean isPaid() {
        return this == SUCCESS || this == PARTIALLY_REFUNDED || this == REFUNDED;
    }
}
