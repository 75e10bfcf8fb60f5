package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry refused a request in its own words: an unknown id, an incompatible schema, missing permissions. Repeating the
 * request does not help until somebody changes the registry. It says nothing about the bytes of a record.
 */
public class RegistryException extends SerializationException {
    private static final long serialVersionUID = 1L;

    private final int errorCode;

    /** @param errorCode the registry's own code, such as 40403 (schema not found) or 409 (incompatible) */
    public RegistryException(String message, int errorCode) {
        super(message);
        this.errorCode = errorCode;
    }

    public int errorCode() {
        return errorCode;
    }
}
