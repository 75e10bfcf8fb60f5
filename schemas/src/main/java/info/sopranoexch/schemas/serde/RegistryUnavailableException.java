package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry did not give a usable answer: it is down, slow, refuses our credentials, limits our rate, or something else
 * answers in its place. A record that could not be read for this reason may be valid: the reader has to wait.
 */
public class RegistryUnavailableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    public RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RegistryUnavailableException(String message) {
        super(message);
    }
}
