package info.sopranoexch.payment.reading;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** All that happened to a payment, oldest first. */
record TimelineJson(String paymentId, List<Line> data) {
    /** @param type such as {@code payment.success}, {@code provider.callback}, {@code webhook.delivered} */
    record Line(String id, Instant occurredAt, String type, Map<String, Object> data) {}
}
