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
 * Reads Avro records in the Confluent wire format, with the writer's schema from the registry resolved to the reader's:
 * the generated class of the same full name with {@code specific.avro.reader}, the writer's own otherwise. Safe for use
 * by several threads.
 *
 * <p>Fails with {@link MalformedRecordException} when the bytes are at fault, and with {@link RegistryUnavailableException}
 * for every answer of the registry that is not about these bytes. Only the first may be dead-lettered.
 */
public final class AvroDeserializer implements Deserializer<IndexedRecord> {
    /** More than any record of a topic has. */
    private static final int MOST = 4 * 1024 * 1024;

    /** Confluent's error code for a schema id that is not registered. */
    private static final int SCHEMA_NOT_FOUND = 40403;

    static {
        // Avro asks for as much memory as a length says before it looks whether the bytes are there: one spoilt length
        // would
        // take a service down. The limits are Avro's own, for the whole JVM, and must be there before it first reads.
        for (String limited : List.of("string.maxLength", "bytes.maxLength", "collectionItems.maxLength")) {
            String property = "org.apache.avro.limits." + limited;
            if (System.getProperty(property) == null) {
                System.setProperty(property, String.valueOf(MOST));
            }
        }
    }

    private final Map<Integer, DatumReader<IndexedRecord>> readers = new ConcurrentHashMap<>();
    private @Nullable SchemaRegistryClient registry;
    private boolean specific;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        SerdeSettings settings = SerdeSettings.of(configs);
        registry = new SchemaRegistryClient(settings);
        specific = settings.specificReader();
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
            // Not within computeIfAbsent: records of other schemas must not wait for the registry.
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
