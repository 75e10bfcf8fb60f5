package info.sopranoexch.webhook.ingest;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.UnrecognizedValues;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.starter.kafka.BatchBisection;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.FailureClassifier;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import info.sopranoexch.starter.tracing.TraceContext;
import info.sopranoexch.webhook.events.EventMapper;
import info.sopranoexch.webhook.events.EventRecord;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Consumes {@code payment.events.v1}: each poll is one transaction. A record with invalid bytes is dead-lettered. A record that breaks
 * the transaction is found by bisection and dead-lettered too. Any other failure is thrown, and the whole poll is retried.
 */
@Component
class PaymentEventsListener {
    private record Decoded(
            ConsumerRecord<String, byte[]> record, IncomingEvent event, EventRecord eventRecord, Span span) {}

    private static final String GROUP = "webhook-dispatcher";

    /** No webhook contains this field, so an unrecognized value in it is not an error. */
    private static final Set<String> NOT_IN_WEBHOOKS = Set.of("previous_status");

    private final RecordReader reader;
    private final EventIngestion ingestion;
    private final EventMapper eventMapper;
    private final BatchBisection<Decoded> bisection;
    private final Tracer tracer;
    private final DistributionSummary batchSize;
    private final Timer batchTime;
    private final Counter accepted;

    PaymentEventsListener(
            RecordReader reader,
            EventIngestion ingestion,
            EventMapper eventMapper,
            DeadLetterPublisher deadLetters,
            Tracer tracer,
            MeterRegistry meters) {
        this.reader = reader;
        this.ingestion = ingestion;
        this.eventMapper = eventMapper;
        this.bisection = new BatchBisection<>(
                this::apply,
                (malformed, cause) ->
                        deadLetters.publish(malformed.record(), GROUP, DeadLetterReason.INAPPLICABLE, cause),
                PaymentEventsListener::isRetried);
        this.tracer = tracer;
        this.batchSize = DistributionSummary.builder("soprano.webhook.ingest.batch.size")
                .description("records of a poll")
                .serviceLevelObjectives(HistogramBuckets.size())
                .register(meters);
        this.batchTime = Timer.builder("soprano.webhook.ingest.batch.time")
                .description("from a poll to the commit of its deliveries")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
        this.accepted = meters.counter("soprano.webhook.events");
    }

    @KafkaListener(id = "payment-events", topics = Topics.PAYMENT_EVENTS, groupId = GROUP)
    void on(List<ConsumerRecord<String, byte[]>> records) {
        batchSize.record(records.size());
        batchTime.record(() -> ingest(records));
    }

    private void ingest(List<ConsumerRecord<String, byte[]>> records) {
        List<Decoded> events = new ArrayList<>();
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                Decoded event = decode(record);
                if (event != null) {
                    events.add(event);
                }
            }
            bisection.apply(events);
        } finally {
            events.forEach(event -> event.span().end());
        }
    }

    /** @return null for an event that causes no webhook, or whose record was dead-lettered */
    private @Nullable Decoded decode(ConsumerRecord<String, byte[]> record) {
        return reader.read(record, PaymentEvent.class, GROUP, event -> {
            UnrecognizedValues.reject(event, NOT_IN_WEBHOOKS);
            // The response to the create request already contains version 1.
            return event.getVersion() <= 1 ? null : withSpan(record, event);
        });
    }

    private Decoded withSpan(ConsumerRecord<String, byte[]> record, PaymentEvent event) {
        Span span = TraceContext.start(
                        tracer, record.topic() + " process", SpanKind.CONSUMER, TraceContext.of(record.headers()))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute(TraceContext.PAYMENT_ID, event.getPayment().getPaymentId());
        IncomingEvent incoming = PaymentEventMapper.map(event, TraceContext.of(span));
        return new Decoded(record, incoming, eventMapper.map(event, incoming.type(), incoming.body()), span);
    }

    private void apply(List<Decoded> events) {
        ingestion.apply(
                events.stream().map(Decoded::event).toList(),
                events.stream().map(Decoded::eventRecord).toList());
        accepted.increment(events.size());
    }

    /** Another consumer may ingest the same events at the same time: the retry skips them. */
    private static boolean isRetried(RuntimeException failure) {
        return failure instanceof DuplicateKeyException || FailureClassifier.isOutage(failure);
    }
}
