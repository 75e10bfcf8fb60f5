package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/**
 * The registry rejected a request with an error code: unknown id, incompatible schema, missing permissions. A retry does not
 * help until an operator changes the registry. The bytes of a record may be valid.
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
