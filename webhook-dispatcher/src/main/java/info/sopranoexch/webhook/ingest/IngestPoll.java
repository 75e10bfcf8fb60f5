package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.UnrecognizedValueException;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.FailureClassifier;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.tracing.Span;
import info.sopranoexch.starter.tracing.TraceParent;
import info.sopranoexch.starter.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Ingests the records of one poll in one transaction. A record whose bytes are at fault is dead-lettered; one that breaks the
 * transaction is found by bisecting and dead-lettered too. Every other failure is thrown, and the whole poll is retried.
 */
@Component
class IngestPoll {
    private record Read(ConsumerRecord<String, byte[]> record, IncomingEvent event, Span span) {}

    static final String GROUP = "webhook-dispatcher";

    /** Fields whose unrecognized value does not matter here: no webhook has them. */
    private static final Set<String> NOT_IN_WEBHOOKS = Set.of("previous_status");

    private final RecordReader reader;
    private final IngestEvents ingest;
    private final DeadLetterPublisher deadLetters;
    private final IngestMetrics metrics;
    private final Traces traces;

    IngestPoll(
            RecordReader reader,
            IngestEvents ingest,
            DeadLetterPublisher deadLetters,
            IngestMetrics metrics,
            Traces traces) {
        this.reader = reader;
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
        } catch (RuntimeException e) {
            if (FailureClassifier.isOutage(e)) {
                throw e;
            }
            if (events.size() == 1) {
                deadLetters.publish(events.getFirst().record(), GROUP, DeadLetterReason.INAPPLICABLE, e);
                return;
            }
            int half = events.size() / 2;
            apply(events.subList(0, half));
            apply(events.subList(half, events.size()));
        }
    }

    private @Nullable Read read(ConsumerRecord<String, byte[]> record) {
        PaymentEvent event = reader.readRecognized(record, PaymentEvent.class, GROUP, NOT_IN_WEBHOOKS);
        // The response to create says what version 1 does.
        if (event == null || event.getVersion() <= 1) {
            return null;
        }
        try {
            return map(record, event);
        } catch (UnrecognizedValueException e) {
            deadLetters.publish(record, GROUP, DeadLetterReason.UNRECOGNIZED_VALUE, e);
            return null;
        } catch (DateTimeException | IllegalArgumentException e) {
            deadLetters.publish(record, GROUP, DeadLetterReason.INVALID, e);
            return null;
        }
    }
}
