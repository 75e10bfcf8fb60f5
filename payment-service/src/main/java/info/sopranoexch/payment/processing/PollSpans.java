package info.sopranoexch.payment.processing;

import info.sopranoexch.payment.kafka.TraceContext;
import info.sopranoexch.starter.tracing.Span;
import info.sopranoexch.starter.tracing.TraceParent;
import info.sopranoexch.starter.tracing.Traces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.springframework.stereotype.Component;

/**
 * A span for each record of a poll, in the trace that the record came with: they are applied together, but belong to
 * requests that have nothing to do with each other.
 */
@Component
class PollSpans {
    private final Traces traces;

    PollSpans(Traces traces) {
        this.traces = traces;
    }

    /** Runs the work with records that carry their spans on; the records themselves when no span is made. */
    void within(List<ConsumerRecord<String, byte[]>> records, Consumer<List<ConsumerRecord<String, byte[]>>> work) {
        if (!traces.areOn()) {
            work.accept(records);
            return;
        }
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
            spans.forEach(span -> span.failed("tried_again"));
            throw e;
        } finally {
            spans.forEach(Span::close);
        }
    }

    private Span begin(ConsumerRecord<String, byte[]> record, int together) {
        Span span = traces.begin(record.topic() + " process", Traces.Kind.CONSUMER, TraceContext.of(record.headers()))
                .tag("messaging.system", "kafka")
                .tag("messaging.destination.name", record.topic())
                .tag("messaging.consumer.group.name", ProcessPoll.GROUP)
                .tag("messaging.batch.message_count", together);
        return record.key() == null ? span : span.tag(Span.PAYMENT, record.key());
    }

    private static ConsumerRecord<String, byte[]> carrying(ConsumerRecord<String, byte[]> record, Span span) {
        String traceparent = span.traceparent();
        if (traceparent == null) {
            return record;
        }
        var headers = new RecordHeaders(record.headers());
        headers.remove(TraceParent.HEADER);
        headers.add(TraceParent.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
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
