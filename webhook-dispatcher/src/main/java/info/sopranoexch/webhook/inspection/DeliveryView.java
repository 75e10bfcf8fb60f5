package info.sopranoexch.webhook.inspection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as told outside.
 *
 * @param type such as {@code payment.success} or {@code refund.failed}
 * @param status {@code pending}, {@code parked} (kept: its endpoint is paused or disabled), {@code delivered} or
 *     {@code exhausted}
 * @param attempts made so far
 * @param nextAttemptAt never in the past; null when it is finished, behind another of the same payment, or waits for the merchant
 * @param waitReason why it is not sent now; null when it is finished
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
