package info.sopranoexch.payment.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import java.util.Objects;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Records to bytes in the wire format of their topic, and back. Safe for use by several threads. */
public final class AvroCodec implements AutoCloseable {
    private final AvroSerializer serializer;
    private final AvroDeserializer deserializer;

    public AvroCodec(AvroSerializer serializer, AvroDeserializer deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /** @throws SerializationException when the registry does not know, or does not take, the schema */
    public byte[] write(String topic, SpecificRecord record) {
        return Objects.requireNonNull(serializer.serialize(topic, record));
    }

    /**
     * @throws info.sopranoexch.schemas.serde.RegistryUnavailableException if the registry does not return the schema
     * @throws MalformedRecordException if the bytes are at fault, or are another record than {@code type}
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
