package info.sopranoexch.payment.domain;

/** The merchant's choice for money that arrives after a payment failed, expired or was cancelled. */
public enum LateSuccessPolicy implements HasCode {
    ACCEPT,
    REFUND;
}
