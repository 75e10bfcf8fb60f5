package info.sopranoexch.sdk;

import java.time.Instant;
import java.util.List;

/**
 * The delivery of a webhook to an endpoint.
 *
 * @param attemptLog newest first, only in the results of {@link WebhookDeliveries#get} and {@link WebhookDeliveries#redeliver}; otherwise null
 */
public record Delivery(
        String id,
        long merchantId,
        long endpointId,
        String paymentId,
        String eventId,
        String webhookId,
        int paymentVersion,
        String type,
        String paymentStatus,
        String status,
        int attempts,
        Instant createdAt,
        Instant nextAttemptAt,
        String waitReason,
        Instant finishedAt,
        List<Attempt> attemptLog) {}
