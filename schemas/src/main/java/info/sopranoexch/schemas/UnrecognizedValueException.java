package info.sopranoexch.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** A record of a newer release has an enum value that this release does not know. */
public final class UnrecognizedValueException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnrecognizedValueException(String message) {
        super(message);
    }
}
