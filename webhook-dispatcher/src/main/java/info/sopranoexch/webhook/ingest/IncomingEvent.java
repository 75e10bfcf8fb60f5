package info.sopranoexch.webhook.ingest;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An event of a payment, its body frozen.
 *
 * @param paymentMonth first day of the month (UTC) the payment was made in
 * @param refundType {@code refund.succeeded} or {@code refund.failed}; null if the event is a status
 * @param traceparent W3C trace context to carry on; null for none
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

    /** What the filter of an endpoint names to get this event: the status, or the type of the refund event. */
    String filterName() {
        return refundType == null ? status : refundType;
    }
}
