package info.sopranoexch.schemas.serde;

/**
 * The registry does not know the schema id of a record. This is an outage too: a registry restored from a backup, a lagging
 * replica, or the registry of another environment responds in the same way for a valid record.
 */
public final class UnknownSchemaException extends RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    private final int schemaId;

    UnknownSchemaException(int schemaId, RegistryException cause) {
        super("the registry does not know schema " + schemaId, cause);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
