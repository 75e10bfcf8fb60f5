package info.sopranoexch.payment.timeline;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of a payment's timeline.
 *
 * @param sourceId of what caused it, unique for the payment: the same source again is the same line
 * @param contentHash of a callback: tells whether a later one with its event id says the same; null otherwise
 * @param kind a stable code, such as {@code payment.success} or {@code provider.callback}
 */
public record TimelineEntry(
        String paymentId,
        String sourceId,
        @Nullable String contentHash,
        Instant occurredAt,
        String kind,
        Map<String, Object> detail) {

    public TimelineEntry(
            String paymentId, String sourceId, Instant occurredAt, String kind, Map<String, Object> detail) {
        this(paymentId, sourceId, null, occurredAt, kind, detail);
    }
}
