package info.sopranoexch.payment.batch;

import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.stereotype.Component;

/**
 * Makes a span for each record of a poll, in the trace of the record. The records of a batch belong to different requests
 * and therefore to different traces.
 */
@Component
class BatchTracing {
    private final Tracer tracer;

    BatchTracing(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Runs the work with records whose {@code traceparent} names their span. */
    void within(List<ConsumerRecord<String, byte[]>> records, Consumer<List<ConsumerRecord<String, byte[]>>> work) {
        var spans = new ArrayList<Span>(records.size());
        var carrying = new ArrayList<ConsumerRecord<String, byte[]>>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            Span span = begin(record, records.size());
            spans.add(span);
            carrying.add(carrying(record, span));
        }
        try {
            work.accept(carrying);
        } catch (RuntimeException e) {
            spans.forEach(span -> span.setStatus(StatusCode.ERROR, "retried"));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    private Span begin(ConsumerRecord<String, byte[]> record, int batchSize) {
        Span span = TraceContext.start(
                        tracer, record.topic() + " process", SpanKind.CONSUMER, TraceContext.of(record.headers()))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", record.topic())
                .setAttribute("messaging.consumer.group.name", BatchProcessor.GROUP)
                .setAttribute("messaging.batch.message_count", batchSize);
        return record.key() == null ? span : span.setAttribute(TraceContext.PAYMENT_ID, record.key());
    }

    private static ConsumerRecord<String, byte[]> carrying(ConsumerRecord<String, byte[]> record, Span span) {
        if (!span.isRecording()) {
            return record;
        }
        var headers = new RecordHeaders(record.headers());
        TraceContext.set(headers, TraceContext.of(span));
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                record.value(),
                headers,
                Optional.empty());
    }
}
