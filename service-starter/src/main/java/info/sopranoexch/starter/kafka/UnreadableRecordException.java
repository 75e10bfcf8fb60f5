package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.RegistryUnavailableException;

/** A record that cannot be read for now, since the registry does not return its schema. */
public final class UnreadableRecordException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RecordPosition position;

    UnreadableRecordException(RecordPosition position, RegistryUnavailableException cause) {
        super(position + " cannot be read for now: " + cause.getMessage(), cause);
        this.position = position;
    }

    public RecordPosition position() {
        return position;
    }
}
