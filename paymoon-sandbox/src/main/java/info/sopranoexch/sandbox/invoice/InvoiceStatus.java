package info.sopranoexch.sandbox.invoice;

import java.util.Locale;

/** Status of an invoice. */
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

    /** The name in the API, in lower case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static InvoiceStatus of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    boolean isPaid() {
        return switch (this) {
            case PAID, UNDERPAID, OVERPAID, PARTIALLY_REFUNDED -> true;
            case CREATED, PROCESSING, FAILED, EXPIRED, CANCELLED, REFUNDED -> false;
        };
    }
}
