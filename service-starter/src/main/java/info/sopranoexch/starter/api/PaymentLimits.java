package info.sopranoexch.starter.api;

/** Limits of a payment's fields, in code points. A create and a search have the same. */
public final class PaymentLimits {
    public static final int MAX_ORDER_ID = 100;

    private PaymentLimits() {}
}
