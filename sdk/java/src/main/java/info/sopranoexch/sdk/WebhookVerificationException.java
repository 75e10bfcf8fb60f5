package info.sopranoexch.sdk;

/** The webhook was not sent by Soprano Exchange, was altered, or is too old. */
public final class WebhookVerificationException extends SopranoException {
    WebhookVerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
