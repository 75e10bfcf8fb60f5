package info.sopranoexch.starter.kafka;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.schemas.serde.UnknownSchemaException;
import java.time.DateTimeException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the value of a record inside the listener, and dead-letters it if its bytes are at fault. The consumer
 * delivers bytes, because the container retries a failed batch with the records in memory. A deserializer of the
 * consumer could not read such a record again after an outage.
 */
public final class RecordReader {
    private final AvroDeserializer deserializer;
    private final DeadLetterPublisher deadLetters;
    /** Records of an unknown schema that an operator has released. */
    private final Set<RecordPosition> released = ConcurrentHashMap.newKeySet();

    RecordReader(AvroDeserializer deserializer, DeadLetterPublisher deadLetters) {
        this.deserializer = deserializer;
        this.deadLetters = deadLetters;
    }

    /** The next attempt dead-letters the record if the registry still does not know its schema. */
    void release(RecordPosition position) {
        released.add(position);
    }

    /**
     * Reads one record.
     *
     * @param group the consumer group that reads
     * @return the value, or null if the record was dead-lettered
     * @throws UnreadableRecordException if the registry does not return the schema: the batch has to be retried
     */
    public <T> @Nullable T read(ConsumerRecord<String, byte[]> record, Class<T> type, String group) {
        try {
            Object value = deserializer.deserialize(record.topic(), record.value());
            if (type.isInstance(value)) {
                return type.cast(value);
            }
            if (value == null) {
                throw new MalformedRecordException("no value");
            }
            String found = value.getClass().getSimpleName();
            deadLetters.publish(record, group, DeadLetterReason.WRONG_TYPE, new MalformedRecordException(found));
        } catch (MalformedRecordException e) {
            deadLetters.publish(record, group, DeadLetterReason.UNDESERIALIZABLE, e);
        } catch (UnknownSchemaException e) {
            RecordPosition position = RecordPosition.of(record);
            if (!released.contains(position)) {
                throw new UnreadableRecordException(position, e);
            }
            deadLetters.publish(record, group, DeadLetterReason.RELEASED, e);
            released.remove(position);
        } catch (RegistryUnavailableException e) {
            throw new UnreadableRecordException(RecordPosition.of(record), e);
        }
        return null;
    }

    /**
     * Reads one record, and dead-letters it if a newer release wrote an enum value that this one does not know.
     *
     * @param ignored names of fields whose values the consumer does not use
     */
    public <T extends IndexedRecord> @Nullable T readRecognized(
            ConsumerRecord<String, byte[]> record, Class<T> type, String group, Set<String> ignored) {
        return read(record, type, group, value -> {
            UnrecognizedValues.reject(value, ignored);
            return value;
        });
    }

    /**
     * Reads and maps one record. It is dead-lettered if the mapping throws {@link UnrecognizedValueException}, {@link
     * IllegalArgumentException} or {@link DateTimeException}: then its values are at fault. Every other exception makes the
     * container retry the batch.
     *
     * @param mapping may return null for a record that the consumer ignores
     * @return null if the record was dead-lettered or is ignored
     */
    public <T, R> @Nullable R read(
            ConsumerRecord<String, byte[]> record, Class<T> type, String group, Function<T, @Nullable R> mapping) {
        T value = read(record, type, group);
        if (value == null) {
            return null;
        }
        try {
            return mapping.apply(value);
        } catch (UnrecognizedValueException e) {
            deadLetters.publish(record, group, DeadLetterReason.UNRECOGNIZED_VALUE, e);
        } catch (DateTimeException | IllegalArgumentException e) {
            deadLetters.publish(record, group, DeadLetterReason.INVALID, e);
        }
        return null;
    }
}
