package info.sopranoexch.webhook.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery in the public API.
 *
 * @param type such as {@code payment.success} or {@code refund.failed}
 * @param status {@code pending}, {@code parked} (held because its endpoint is suspended), {@code delivered} or
 *     {@code exhausted}
 * @param attempts attempts so far
 * @param nextAttemptAt never in the past; null if the delivery is finished, waits behind another one of the same payment, or waits for a change by the
 *     merchant
 * @param waitReason why it is not sent now; null if it is finished
 * @param attemptLog newest first; null in lists
 */
record DeliveryView(
        String id,
        long merchantId,
        long endpointId,
        String paymentId,
        String eventId,
        String webhookId,
        long paymentVersion,
        String type,
        String paymentStatus,
        String status,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable String waitReason,
        @Nullable Instant finishedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<AttemptView> attemptLog) {

    DeliveryView with(List<AttemptView> log) {
        return new DeliveryView(
                id,
                merchantId,
                endpointId,
                paymentId,
                eventId,
                webhookId,
                paymentVersion,
                type,
                paymentStatus,
                status,
                attempts,
                createdAt,
                nextAttemptAt,
                waitReason,
                finishedAt,
                log);
    }
}
