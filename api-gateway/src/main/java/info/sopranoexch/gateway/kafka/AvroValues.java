package info.sopranoexch.gateway.kafka;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Reads the values of records. One that cannot be read is counted and left: directory topics are compacted and read by every
 * instance at every start, replies are for one who waits now, so a dead-letter topic would only gather copies.
 */
@Component
public class AvroValues {
    private static final Logger log = LoggerFactory.getLogger(AvroValues.class);

    /** What stood in a record. */
    public sealed interface Value {
        record Present(IndexedRecord record) implements Value {}

        record Tombstone() implements Value {}

        record Unreadable() implements Value {}
    }

    private static final String UNREADABLE = "soprano.gateway.unreadable";

    private final AvroDeserializer deserializer;
    private final MeterRegistry meters;

    AvroValues(KafkaClients clients, MeterRegistry meters) {
        this.deserializer = clients.avroDeserializer();
        this.meters = meters;
        // From the start at 0: an increase from nothing is none to whoever looks at rates.
        List.of(Topics.DIRECTORY_API_KEYS, Topics.DIRECTORY_MERCHANTS, Topics.PAYMENT_REPLIES)
                .forEach(topic -> meters.counter(UNREADABLE, "topic", topic));
    }

    /** @throws RegistryUnavailableException if the registry does not return the schema: the record may be valid */
    public Value read(ConsumerRecord<byte[], byte[]> record) {
        try {
            IndexedRecord value = deserializer.deserialize(record.topic(), record.value());
            return value == null ? new Value.Tombstone() : new Value.Present(value);
        } catch (MalformedRecordException e) {
            unreadable(record, e);
            return new Value.Unreadable();
        }
    }

    /** Counts and names a record that no code of ours could take. */
    public void unreadable(ConsumerRecord<byte[], byte[]> record, RuntimeException failure) {
        meters.counter(UNREADABLE, "topic", record.topic()).increment();
        log.error(
                "left out: {}-{} offset {}: {}",
                record.topic(),
                record.partition(),
                record.offset(),
                failure.toString());
    }
}
