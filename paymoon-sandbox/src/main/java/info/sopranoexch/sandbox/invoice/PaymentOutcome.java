package info.sopranoexch.sandbox.invoice;

/** Outcome of a payer's attempt to pay. */
public enum PaymentOutcome {
    PAID,
    DECLINED,
    UNDERPAID,
    OVERPAID,
    PROCESSING,
    EXPIRED
}
