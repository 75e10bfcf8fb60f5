package info.sopranoexch.provider.answer;

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
    REFUNDED
}
