package info.sopranoexch.schemas;

import org.apache.kafka.common.errors.SerializationException;

/** A record was written by a newer release and holds an enum value that this release does not know. */
public final class UnrecognizedValueException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public UnrecognizedValueException(String message) {
        super(message);
    }
}
