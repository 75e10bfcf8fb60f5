package info.sopranoexch.payment.domain;

import java.util.Locale;

/** As told to the merchant. */
public enum PaymentStatus {
    PENDING,
    PROCESSING,
    SUCCESS,
    FAILED,
    EXPIRED,
    CANCELLED,
    PARTIALLY_REFUNDED,
    REFUNDED;

    /** Still waiting for the payer's money. */
    public boolean isOpen() {
        return this == PENDING || this == PROCESSING;
    }

    /** The money is, or was, the merchant's. */
    public boolean isPaid() {
        return this == SUCCESS || this == PARTIALLY_REFUNDED || this == REFUNDED;
    }

    /** The name outside: {@code partially_refunded}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such status */
    public static PaymentStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
