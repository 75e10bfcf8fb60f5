package info.sopranoexch.webhook.events;

import java.time.Instant;

/**
 * A payment event to store.
 *
 * @param type such as {@code payment.success} or {@code refund.failed}
 * @param data JSON: the body of the webhook, and the payment
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record EventRecord(
        long accountId,
        String paymentId,
        long version,
        long merchantId,
        Instant occurredAt,
        String eventId,
        String type,
        byte[] data) {}
