package info.sopranoexch.payment.timeline;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a payment's timeline.
 *
 * @param sourceId id of the cause, unique for the payment: a repeated cause adds no entry
 * @param contentHash only for a callback; distinguishes callbacks with the same event id
 * @param kind stable code, such as {@code payment.success} or {@code provider.callback}
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
