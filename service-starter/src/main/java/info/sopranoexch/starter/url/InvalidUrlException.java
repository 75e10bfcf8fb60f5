package info.sopranoexch.starter.url;

/** A URL is invalid. The message completes a sentence that begins with the name of the field. */
final class InvalidUrlException extends Exception {
    private final String reason;

    InvalidUrlException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
