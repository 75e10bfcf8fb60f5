package info.sopranoexch.provider.kafka;

import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Turns the bytes of a record into the type its topic carries, or sets the record aside.
 *
 * <p>The bytes are read here, inside the listener, and not by the consumer: the container tries a failed batch again with
 * the very records it has in hand, so what an {@code ErrorHandlingDeserializer} could not read while the registry was
 * away would stay unread for ever.
 */
@Component
public class RecordReader {
    private final AvroDeserializer deserializer;
    private final DeadLetters deadLetters;

    RecordReader(AvroDeserializer deserializer, DeadLetters deadLetters) {
        this.deserializer = deserializer;
        this.deadLetters = deadLetters;
    }

    /**
     * Reads one record.
     *
     * @param group the consumer group that reads
     * @return the value, or null when the record has been set aside and is done with
     * @throws RegistryUnavailableException when it cannot be told whether the record is sound: try again
     */
    public <T> @Nullable T read(ConsumerRecord<String, byte[]> record, Class<T> type, String group) {
        try {
            Object value = deserializer.deserialize(record.topic(), record.value());
            if (type.isInstance(value)) {
                return type.cast(value);
            }
            String found = value == null ? "nothing" : value.getClass().getSimpleName();
            deadLetters.setAside(record, group, "wrong_type", new SerializationException(found));
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            deadLetters.setAside(record, group, DeadLetter.reason(e), e);
        }
        return null;
    }
}
