package info.sopranoexch.sdk;

/** No response was received within the timeout. */
public final class ApiTimeoutException extends ApiConnectionException {
    ApiTimeoutException(String message, Throwable cause) {
        super(message, cause);
    }
}
