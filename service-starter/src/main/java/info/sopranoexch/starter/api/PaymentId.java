package info.sopranoexch.starter.api;

/** The form of a payment id: {@code pay_} and 32 lower-case hex digits. */
public final class PaymentId {
    private static final String PREFIX = "pay_";
    private static final int LENGTH = PREFIX.length() + 32;

    private PaymentId() {}

    /** Returns whether the text has the form of a payment id. A text of another form needs no lookup. */
    public static boolean isValid(String text) {
        return text.length() == LENGTH
                && text.startsWith(PREFIX)
                && text.chars().skip(PREFIX.length()).allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }
}
