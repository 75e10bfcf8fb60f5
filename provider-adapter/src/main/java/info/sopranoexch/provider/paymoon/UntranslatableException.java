package info.sopranoexch.provider.paymoon;

/** Paymoon said something that cannot be put into our words. The message names the field, not its value. */
final class UntranslatableException extends Exception {
    private static final long serialVersionUID = 1L;

    UntranslatableException(String message) {
        super(message);
    }
}
