package info.sopranoexch.payment.batch;

import info.sopranoexch.payment.providerchecks.OwnedShards;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;

/**
 * Consumes commands and provider events in one container. Both topics have the same number of partitions, and range
 * assignment gives both partitions of a shard to the same thread. Each record has a span of its own, because the records of
 * a poll belong to different requests and therefore to different traces.
 */
@Component
class PaymentListener implements ConsumerSeekAware {
    private final BatchProcessor processor;
    private final BatchMetrics metrics;
    private final Tracer tracer;
    private final OwnedShards shards;

    PaymentListener(BatchProcessor processor, BatchMetrics metrics, Tracer tracer, OwnedShards shards) {
        this.processor = processor;
        this.metrics = metrics;
        this.tracer = tracer;
        this.shards = shards;
    }

    @KafkaListener(
            id = BatchProcessor.GROUP,
            topics = {Topics.PAYMENT_COMMANDS, Topics.PROVIDER_EVENTS},
            concurrency = "${soprano.batch.threads}",
            autoStartup = "${soprano.batch.enabled}")
    void onPoll(List<ConsumerRecord<String, byte[]>> records) {
        metrics.poll(records.size(), () -> {
            List<Span> spans = records.stream()
                    .map(record -> begin(record, records.size()))
                    .toList();
            try {
                processor.process(records);
            } catch (RuntimeException e) {
                spans.forEach(span -> span.setStatus(StatusCode.ERROR, "retried"));
                throw e;
            } finally {
                spans.forEach(Span::end);
            }
        });
    }

    /** Begins a span. The {@code traceparent} of the record then names it. */
    private Span begin(ConsumerRecord<String, byte[]> record, int batchSize) {
        Span span = TraceContext.start(
                        tracer, record.topic() + " process", SpanKind.CONSUMER, TraceContext.of(record.headers()))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.consumer.group.name", BatchProcessor.GROUP)
                .setAttribute("messaging.batch.message_count", batchSize);
        if (record.key() != null) {
            span.setAttribute(TraceContext.PAYMENT_ID, record.key());
        }
        if (span.isRecording()) {
            TraceContext.set(record.headers(), TraceContext.of(span));
        }
        return span;
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        Set<Integer> assigned = shards(assignments.keySet());
        processor.partitionsAssigned(assigned);
        shards.assigned(assigned);
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        if (partitions != null) {
            shards.revoked(shards(partitions));
        }
    }

    private static Set<Integer> shards(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
