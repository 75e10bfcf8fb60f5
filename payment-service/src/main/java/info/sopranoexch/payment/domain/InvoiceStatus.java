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

    /** Money came, though perhaps not what was asked for. */
    boolean isPaid() {
        return switch (this) {
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED, REFUNDED -> true;
            case CREATED, PROCESSING, FAILED, EXPIRED, CANCELLED -> false;
        };
    }

    boolean isClosed() {
        return this != CREATED && this != PROCESSING;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such status */
    public static InvoiceStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
