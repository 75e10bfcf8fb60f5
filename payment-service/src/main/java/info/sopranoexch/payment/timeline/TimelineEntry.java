package info.sopranoexch.payment.timeline;

import java.time.Instant;
import java.util.Map;

/**
 * A line of a payment's timeline.
 *
 * @param sourceId of what caused it, unique for the payment: the same source again is the same line
 * @param kind a stable code, such as {@code payment.success} or {@code provider.callback}
 */
public record TimelineEntry(
        String paymentId, String sourceId, Instant occurredAt, String kind, Map<String, Object> detail) {}
