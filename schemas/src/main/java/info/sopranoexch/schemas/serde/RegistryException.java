package info.sopranoexch.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The registry refused: an unknown id, an incompatible schema, missing rights. Trying again does not help by itself. */
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
