package info.sopranoexch.webhook.deliveries;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A pending delivery: one event for one endpoint.
 *
 * @param paymentMonth first day of the month (UTC) the payment was made in
 * @param version of the payment; 0 for a test event
 * @param body the exact bytes of the request, fixed when the event was accepted
 * @param dueAt the earliest time of the next attempt
 * @param attempts all attempts so far
 * @param roundStart attempts before the last redelivery; the retry schedule counts from there
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if the webhook reports a status
 * @param traceparent W3C trace context of the event; null for none
 * @param expedited whether it is sent although its endpoint is throttled or paused: a redelivery or a test event
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
public record Delivery(
        long id,
        long endpointId,
        String paymentId,
        LocalDate paymentMonth,
        long version,
        String status,
        @Nullable String refundType,
        String eventId,
        byte[] body,
        Instant acceptedAt,
        Instant dueAt,
        int attempts,
        int roundStart,
        @Nullable String traceparent,
        boolean expedited) {

    /** Such as {@code payment.success} or {@code refund.failed}. */
    public String type() {
        return WebhookType.of(status, refundType);
    }

    /** The number of the next attempt since the last redelivery, from 1. */
    public int nextTry() {
        return attempts - roundStart + 1;
    }

    public Delivery attempted(Instant nextDueAt) {
        return new Delivery(
                id,
                endpointId,
                paymentId,
                paymentMonth,
                version,
                status,
                refundType,
                eventId,
                body,
                acceptedAt,
                nextDueAt,
                attempts + 1,
                roundStart,
                traceparent,
                false);
    }

    /** A test event belongs to no payment and is not published in {@code webhook.events.v1}. */
    public boolean isTest() {
        return version == 0;
    }
}
