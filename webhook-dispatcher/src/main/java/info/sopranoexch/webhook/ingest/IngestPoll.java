package info.sopranoexch.webhook.ingest;

import info.sopranoexch.observability.tracing.Span;
import info.sopranoexch.observability.tracing.TraceParent;
import info.sopranoexch.observability.tracing.Traces;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.webhook.messaging.DeadLetters;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
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
    private record Read(ConsumerRecord<String, byte[]> record, IncomingEvent event, Span span) {}

    /** Fields whose unrecognized value does not matter here: no webhook has them. */
    private static final Set<String> NOT_IN_WEBHOOKS = Set.of("previous_status");

    private final AvroDeserializer avro;
    private final IngestEvents ingest;
    private final DeadLetters deadLetters;
    private final IngestMetrics metrics;
    private final Traces traces;

    IngestPoll(
            AvroDeserializer avro, IngestEvents ingest, DeadLetters deadLetters, IngestMetrics metrics, Traces traces) {
        this.avro = avro;
        this.ingest = ingest;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.traces = traces;
    }

    void accept(List<ConsumerRecord<String, byte[]>> records) {
        List<Read> events = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                Read event = read(record);
                if (event != null) {
                    events.add(event);
                }
            }
            apply(events);
        } finally {
            events.forEach(read -> read.span().close());
        }
    }

    private Read map(ConsumerRecord<String, byte[]> record, PaymentEvent event) {
        Header header = record.headers().lastHeader(TraceParent.HEADER);
        String parent = header == null ? null : TraceParent.sane(new String(header.value(), StandardCharsets.US_ASCII));
        Span span = traces.begin(record.topic() + " process", Traces.Kind.CONSUMER, parent)
                .tag("messaging.system", "kafka")
                .tag("messaging.destination.name", record.topic())
                .tag(Span.PAYMENT, event.getPayment().getPaymentId());
        return new Read(record, PaymentEventMapper.map(event, span.traceparent()), span);
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

    private @Nullable Read read(ConsumerRecord<String, byte[]> record) {
        try {
            if (avro.deserialize(record.topic(), record.value()) instanceof PaymentEvent event) {
                UnrecognizedValues.reject(event, NOT_IN_WEBHOOKS);
                // What is told by the answer to create is not told again.
                return event.getVersion() > 1 ? map(record, event) : null;
            }
            throw new SerializationException("not a payment event");
        } catch (RegistryUnavailableException e) {
            throw e;
        } catch (SerializationException e) {
            deadLetters.setAside(record, DeadLetter.reason(e), e);
            return null;
        } catch (DateTimeException | IllegalArgumentException e) {
            deadLetters.setAside(record, DeadLetter.UNDESERIALIZABLE, e);
            return null;
        }
    }
}
