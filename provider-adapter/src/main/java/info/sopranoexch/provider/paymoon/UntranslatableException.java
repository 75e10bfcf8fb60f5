package info.sopranoexch.provider.paymoon;

/** A message of Paymoon cannot be translated. The exception names the field, never its value. */
final class UntranslatableException extends Exception {
    private static final long serialVersionUID = 1L;

    UntranslatableException(String message) {
        super(message);
    }
}
