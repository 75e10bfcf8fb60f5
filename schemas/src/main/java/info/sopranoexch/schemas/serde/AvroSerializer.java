package info.sopranoexch.schemas.serde;

import info.sopranoexch.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records in the Confluent wire format, subject {@code <topic>-value}. Thread-safe.
 *
 * <p>Settings: {@code schema.registry.url}, {@code auto.register.schemas}, {@code basic.auth.user.info}.
 */
public final class AvroSerializer implements Serializer<IndexedRecord> {
    private record Key(String subject, Schema schema) {}

    private final Map<Key, Integer> ids = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistryClient registry;
    private boolean autoRegister;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeProperties properties = SerdeProperties.of(configs);
        registry = new SchemaRegistryClient(properties);
        autoRegister = properties.autoRegister();
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable IndexedRecord data) {
        if (data == null) {
            return null;
        }
        int id = ids.computeIfAbsent(new Key(Topics.subject(topic), data.getSchema()), this::resolve);
        var bytes = new ByteArrayOutputStream(512);
        bytes.write(WireFormat.MAGIC);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer(data).write(data, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @SuppressWarnings("unchecked")
    private static DatumWriter<IndexedRecord> writer(IndexedRecord data) {
        GenericData model =
                data instanceof SpecificRecord ? SpecificData.getForClass(data.getClass()) : GenericData.get();
        return (DatumWriter<IndexedRecord>) model.createDatumWriter(data.getSchema());
    }

    private int resolve(Key key) {
        if (registry == null) {
            throw new IllegalStateException("not configured");
        }
        return autoRegister
                ? registry.register(key.subject(), key.schema())
                : registry.lookup(key.subject(), key.schema());
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
