package info.sopranoexch.gateway.payments;

import info.sopranoexch.gateway.problem.Problem;

/** The form of a payment id: {@code pay_} and 32 lower-case hex digits. */
public final class PaymentId {
    private static final String PREFIX = "pay_";
    private static final int LENGTH = PREFIX.length() + 32;

    private PaymentId() {}

    public static boolean isOne(String text) {
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && text.chars().skip(PREFIX.length()).allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** What has another form can be no payment, so nobody needs to be asked. */
    static void check(String text) {
        if (!isOne(text)) {
            throw Problem.notFound("payment").asException();
        }
    }
}
