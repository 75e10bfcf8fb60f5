package info.sopranoexch.webhook.deliveries;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One event for one endpoint that is to be delivered.
 *
 * @param paymentMonth first day of the month (UTC) the payment was made in
 * @param version of the payment; 0 for a test event
 * @param body the exact bytes that are sent, frozen when the event was accepted
 * @param dueAt not to be sent before
 * @param attempts made so far, ever
 * @param roundStart attempts made when it was last sent again by hand; the retry schedule counts from there
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if it is about the status
 * @param traceparent W3C trace context of the event; null for none
 * @param expedited whether it goes out although its endpoint is throttled or paused: sent again by hand, or a test event
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

    /** Attempts of this round, counting the one that is about to be made. */
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

    /** A test event tells nothing of a payment and is not reported in {@code webhook.events.v1}. */
    public boolean isTest() {
        return version == 0;
    }
}
