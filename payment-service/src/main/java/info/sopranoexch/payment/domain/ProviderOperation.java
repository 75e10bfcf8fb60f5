package info.sopranoexch.payment.domain;

/** An operation of the provider's API. */
public enum ProviderOperation {
    ENSURE_INVOICE,
    QUERY_INVOICE,
    REFUND_INVOICE,
    CANCEL_INVOICE
}
