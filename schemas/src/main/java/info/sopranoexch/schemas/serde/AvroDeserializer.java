package info.sopranoexch.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro records in the Confluent wire format. The registry supplies the writer's schema. With {@code
 * specific.avro.reader} records are read as the generated class of the same full name, otherwise as generic records.
 * Thread-safe.
 *
 * <p>Throws {@link MalformedRecordException} if the bytes are invalid; such a record may be dead-lettered. Throws {@link
 * RegistryUnavailableException} if the registry does not supply the schema; the record may be valid and must be retried.
 */
public final class AvroDeserializer implements Deserializer<IndexedRecord> {
    /** Longer than every string, byte sequence and collection of a valid record. */
    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    /** Confluent's error code for a schema id that is not registered. */
    private static final int SCHEMA_NOT_FOUND = 40403;

    static {
        // Avro allocates the memory that a length field announces before it checks that the bytes exist. Without these
        // limits one corrupt length causes an OutOfMemoryError. Avro reads the limits once, at its first read.
        for (String limit : List.of("string.maxLength", "bytes.maxLength", "collectionItems.maxLength")) {
            String property = "org.apache.avro.limits." + limit;
            if (System.getProperty(property) == null) {
                System.setProperty(property, String.valueOf(MAX_LENGTH));
            }
        }
    }

    private final Map<Integer, DatumReader<IndexedRecord>> readers = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistryClient registry;
    private boolean specific;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeProperties properties = SerdeProperties.of(configs);
        registry = new SchemaRegistryClient(properties);
        specific = properties.specificReader();
    }

    @Override
    public @Nullable IndexedRecord deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (data.length < WireFormat.HEADER || data[0] != WireFormat.MAGIC) {
            throw new MalformedRecordException("not in the Confluent wire format: " + data.length + " bytes");
        }
        int id = ByteBuffer.wrap(data, 1, Integer.BYTES).getInt();
        if (id <= 0) {
            throw new MalformedRecordException("not a schema id: " + id);
        }
        DatumReader<IndexedRecord> reader = readers.get(id);
        if (reader == null) {
            // Not in computeIfAbsent, so that records of other schemas do not wait for the registry.
            reader = readerFor(id);
            readers.put(id, reader);
        }
        try {
            BinaryDecoder decoder =
                    DecoderFactory.get().binaryDecoder(data, WireFormat.HEADER, data.length - WireFormat.HEADER, null);
            IndexedRecord record = reader.read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedRecordException("bytes left over after a record of schema " + id);
            }
            return record;
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException("not a record of schema " + id + ": " + e.getMessage(), e);
        }
    }

    private DatumReader<IndexedRecord> readerFor(int id) {
        if (registry == null) {
            throw new IllegalStateException("not configured");
        }
        Schema writer = writerSchema(registry, id);
        if (!specific) {
            return new GenericDatumReader<>(writer, writer, GenericData.get());
        }
        Class<?> type = SpecificData.get().getClass(writer);
        if (type == null) {
            throw new MalformedRecordException("no class for schema " + id + ", " + writer.getFullName());
        }
        SpecificData model = SpecificData.getForClass(type);
        return new SpecificDatumReader<>(writer, model.getSchema(type), model);
    }

    private static Schema writerSchema(SchemaRegistryClient registry, int id) {
        try {
            return registry.schemaById(id);
        } catch (RegistryException e) {
            if (e.errorCode() == SCHEMA_NOT_FOUND) {
                throw new UnknownSchemaException(id, e);
            }
            throw new RegistryUnavailableException(
                    "the registry does not return schema " + id + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
    }
}
