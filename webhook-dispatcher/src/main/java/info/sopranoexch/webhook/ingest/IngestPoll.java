package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.webhook.messaging.DeadLetters;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Ingests what one poll brought, in one transaction. A record that cannot be read is set aside; one that breaks the
 * transaction is found by halving, and set aside too. Whatever else fails is thrown, for the whole poll to come again.
 */
@Component
class IngestPoll {
    private record Read(ConsumerRecord<String, byte[]> record, IncomingEvent event) {}

    private final AvroDeserializer avro;
    private final IngestEvents ingest;
    private final DeadLetters deadLetters;
    private final IngestMetrics metrics;

    IngestPoll(AvroDeserializer avro, IngestEvents ingest, DeadLetters deadLetters, IngestMetrics metrics) {
        this.avro = avro;
        this.ingest = ingest;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    void accept(List<ConsumerRecord<String, byte[]>> records) {
        List<Read> events = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            IncomingEvent event = read(record);
            if (event != null) {
                events.add(new Read(record, event));
            }
        }
        apply(events);
    }

    private void apply(List<Read> events) {
        if (events.isEmpty()) {
            return;
        }
        try {
            ingest.apply(events.stream().map(Read::event).toList());
            metrics.committed(events.size());
        } catch (DuplicateKeyException e) {
            throw e; // another consumer took the same events at the same time: seen, the next time
        } catch (DataIntegrityViolationException e) {
            if (events.size() == 1) {
                deadLetters.setAside(events.getFirst().record(), "unapplicable", e);
                return;
            }
            int half = events.size() / 2;
            apply(events.subList(0, half));
            apply(events.subList(half, events.size()));
        }
    }

    private @Nullable IncomingEvent read(ConsumerRecord<String, byte[]> record) {
        try {
            if (avro.deserialize(record.topic(), record.value()) instanceof PaymentEvent event) {
                // What is told by the answer to create is not told again.
                return event.getVersion() > 1 ? PaymentEventMapper.map(event) : null;
            }
            throw new SerializationException("not a payment event");
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException | DateTimeException | IllegalArgumentException e) {
            deadLetters.setAside(record, "undeserializable", e);
            return null;
        }
    }
}
