package info.sopranoexch.sandbox.invoice;

import java.util.Locale;

/** As Paymoon tells it, in lower case. */
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

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    boolean isPaidSomehow() {
        return switch (this) {
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED -> true;
            case CREATED, PROCESSING, FAILED, EXPIRED, CANCELLED, REFUNDED -> false;
        };
    }
}
