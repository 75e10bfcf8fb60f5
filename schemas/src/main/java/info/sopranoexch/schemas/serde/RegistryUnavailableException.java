package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry returned no usable response: it is down or slow, rejects the credentials, limits the rate, or a proxy responds
 * in its place. The record may be valid, so the reader must retry.
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
