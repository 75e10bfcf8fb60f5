package info.sopranoexch.webhook.ingest;

import info.sopranoexch.webhook.deliveries.WebhookType;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event of a payment, with the body of its webhook.
 *
 * @param paymentMonth first day of the month (UTC) in which the payment was created
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if the event is a status change
 * @param traceparent W3C trace context to propagate; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are written once and only ever read
record IncomingEvent(
        String paymentId,
        long version,
        long merchantId,
        LocalDate paymentMonth,
        String status,
        @Nullable String refundType,
        String eventId,
        byte[] body,
        @Nullable String traceparent) {

    /** Such as {@code payment.success} or {@code refund.failed}. */
    String type() {
        return WebhookType.of(status, refundType);
    }

    /** The value in the event filter of an endpoint: the status, or the type of a refund event. */
    String filterName() {
        return refundType == null ? status : refundType;
    }
}
