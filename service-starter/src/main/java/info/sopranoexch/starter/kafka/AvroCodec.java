package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;

/** Converts Avro records to the bytes of a topic and back. Safe for use by several threads. */
public final class AvroCodec implements AutoCloseable {
    private final AvroSerializer serializer;
    private final AvroDeserializer deserializer;

    AvroCodec(AvroSerializer serializer, AvroDeserializer deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** @throws org.apache.kafka.common.errors.SerializationException if the registry does not return the schema's id */
    public byte[] write(String topic, SpecificRecord record) {
        return Objects.requireNonNull(serializer.serialize(topic, record));
    }

    /**
     * @throws info.sopranoexch.schemas.serde.RegistryUnavailableException if the registry does not return the schema
     * @throws MalformedRecordException if the bytes are at fault, or hold another record than {@code type}
     */
    public <T> T read(String topic, byte[] bytes, Class<T> type) {
        IndexedRecord record = deserializer.deserialize(topic, bytes);
        if (!type.isInstance(record)) {
            throw new MalformedRecordException("not a " + type.getSimpleName());
        }
        return type.cast(record);
    }

    @Override
    public void close() {
        serializer.close();
    }
}
