package info.sopranoexch.starter.outbox;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka record to publish.
 *
 * @param shard records of a shard are published one after the other
 * @param value in the wire format; null for a tombstone
 * @param eventId {@code ce_id}; the same if the record is published again
 * @param eventType {@code ce_type}
 * @param occurredAt {@code ce_time}
 */
@RecordBuilder
public record OutboxRecord(
        int shard,
        String topic,
        String key,
        byte @Nullable [] value,
        String eventId,
        String eventType,
        Instant occurredAt,
        @Nullable String traceparent) {}
