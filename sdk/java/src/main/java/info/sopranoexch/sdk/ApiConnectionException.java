package info.sopranoexch.sdk;

/** No usable response was received. The request may or may not have been processed. */
public class ApiConnectionException extends SopranoException {
    ApiConnectionException(String message, Throwable cause) {
        super(message, cause);
    }
}
