package info.sopranoexch.schemas.serde;

/**
 * The registry answers that it does not know the schema id of a record. That is an outage too: a registry that was restored
 * from a backup, a replica that lags behind, or the registry of another environment gives the same answer for a valid record.
 */
public final class UnknownSchemaException extends RegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    private final int schemaId;

    UnknownSchemaException(int schemaId, RegistryException answer) {
        super("the registry does not know schema " + schemaId, answer);
        this.schemaId = schemaId;
    }

    public int schemaId() {
        return schemaId;
    }
}
