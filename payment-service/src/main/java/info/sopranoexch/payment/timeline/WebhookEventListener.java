package info.sopranoexch.payment.timeline;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.starter.kafka.BatchBisection;
import info.sopranoexch.starter.kafka.DeadLetterPublisher;
import info.sopranoexch.starter.kafka.DeadLetterReason;
import info.sopranoexch.starter.kafka.RecordReader;
import info.sopranoexch.starter.validation.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Adds webhook attempts to the timeline. They are not latency-sensitive, so a fetch waits up to 200 ms for more
 * records.
 */
@Component
class WebhookEventListener {
    private static final String GROUP = "payment-service-timeline";

    private record Read(ConsumerRecord<String, byte[]> source, TimelineEntry entry) {}

    private final RecordReader reader;
    private final TimelineStore store;
    private final DeadLetterPublisher deadLetters;

    WebhookEventListener(RecordReader reader, TimelineStore store, DeadLetterPublisher deadLetters) {
        this.reader = reader;
        this.store = store;
        this.deadLetters = deadLetters;
    }

    @KafkaListener(
            id = GROUP,
            topics = Topics.WEBHOOK_EVENTS,
            concurrency = "1",
            autoStartup = "${soprano.timeline.enabled}",
            properties = {"fetch.min.bytes=65536", "fetch.max.wait.ms=200"})
    void onPoll(List<ConsumerRecord<String, byte[]>> records) {
        var read = new ArrayList<Read>(records.size());
        for (ConsumerRecord<String, byte[]> record : records) {
            WebhookEvent event = reader.readRecognized(record, WebhookEvent.class, GROUP, Set.of());
            if (event != null) {
                read.add(new Read(record, entry(event)));
            }
        }
        new BatchBisection<Read>(
                        batch -> store.add(batch.stream().map(Read::entry).toList()),
                        (malformed, cause) ->
                                deadLetters.publish(malformed.source(), GROUP, DeadLetterReason.INAPPLICABLE, cause))
                .apply(read);
    }

    private static TimelineEntry entry(WebhookEvent event) {
        var detail = new LinkedHashMap<String, Object>();
        detail.put("delivery_id", event.getDeliveryId());
        detail.put("endpoint_id", event.getEndpointId());
        if (event.getType() != null) {
            detail.put("type", event.getType());
        }
        detail.put("payment_status", event.getPaymentStatus().name());
        detail.put("payment_version", event.getPaymentVersion());
        detail.put("attempt", event.getAttempt());
        detail.put("duration_ms", event.getDurationMs());
        if (event.getHttpStatus() != null) {
            detail.put("http_status", event.getHttpStatus());
        }
        if (event.getError() != null) {
            detail.put("error", event.getError());
        }
        if (event.getNextAttemptAt() != null) {
            detail.put("next_attempt_at", Timestamps.format(event.getNextAttemptAt()));
        }
        return new TimelineEntry(
                event.getPaymentId(),
                event.getEventId(),
                event.getOccurredAt(),
                "webhook." + event.getOutcome().name(),
                detail);
    }
}
