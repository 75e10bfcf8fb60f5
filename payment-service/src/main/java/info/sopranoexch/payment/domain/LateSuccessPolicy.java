package info.sopranoexch.payment.domain;

import java.util.Locale;

/** What becomes of a success that comes after the payment has failed, expired or been cancelled. */
public enum LateSuccessPolicy {
    ACCEPT,
    REFUND;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException when there is no such policy */
    public static LateSuccessPolicy of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
