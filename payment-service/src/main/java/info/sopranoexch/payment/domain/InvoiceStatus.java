package info.sopranoexch.payment.domain;

import java.util.Locale;

/** State of an invoice at the provider. */
public enum InvoiceStatus {
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

    /** Whether it is reached only when money came. */
    boolean impliesPayment() {
        return switch (this) {
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED, REFUNDED -> true;
            case CREATED, PROCESSING, FAILED, EXPIRED, CANCELLED -> false;
        };
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such status */
    public static InvoiceStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
