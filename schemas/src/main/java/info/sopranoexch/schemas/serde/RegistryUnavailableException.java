package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** No registry answered, or it answered with a fault of its own. The record itself may be sound: try again later. */
public class RegistryUnavailableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RegistryUnavailableException(String message) {
        super(message);
    }
}
