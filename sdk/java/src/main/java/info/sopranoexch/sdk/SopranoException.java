package info.sopranoexch.sdk;

/** Base class of all exceptions of this package. */
public class SopranoException extends RuntimeException {
    SopranoException(String message, Throwable cause) {
        super(message, cause);
    }
}
