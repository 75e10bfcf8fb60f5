package info.sopranoexch.payment.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record to publish.
 *
 * @param value in the wire format; null for a tombstone
 * @param eventId {@code ce_id}; the same if the record is published again
 * @param eventType {@code ce_type}
 */
public record OutboxRecord(
        int shard,
        String topic,
        String key,
        byte @Nullable [] value,
        String eventId,
        String eventType,
        Instant occurredAt,
        @Nullable String traceparent) {}
