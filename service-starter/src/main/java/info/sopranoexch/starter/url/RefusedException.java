package info.sopranoexch.starter.url;

/** Ends the parsing of a URL. Its message completes a sentence that begins with the name of the field. */
final class RefusedException extends Exception {
    private final String reason;

    RefusedException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
