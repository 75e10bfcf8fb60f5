package info.sopranoexch.gateway.json;

/** The text is not JSON as this gateway takes it. The message is one sentence for the sender. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message, null, false, false);
    }
}
