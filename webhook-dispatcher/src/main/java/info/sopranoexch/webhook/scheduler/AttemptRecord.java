package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has to be recorded.
 *
 * @param epoch the epoch under which the endpoint queue was owned
 * @param delivery its state before the attempt
 * @param at the start of the attempt
 * @param health the endpoint's health after the attempt
 */
record AttemptRecord(
        long epoch,
        Delivery delivery,
        Instant at,
        SendResult result,
        AttemptOutcome outcome,
        EndpointHealth.Snapshot health) {

    /** The same attempt with a retry at {@code retryAt}. */
    AttemptRecord deferredTo(Instant retryAt) {
        return new AttemptRecord(epoch, delivery, at, result, new AttemptOutcome.Retry(retryAt), health);
    }

    long endpointId() {
        return delivery.endpointId();
    }

    /** The number of this attempt, from 1. */
    int number() {
        return delivery.attempts() + 1;
    }

    @Nullable
    Instant nextAttemptAt() {
        return outcome instanceof AttemptOutcome.Retry(Instant next) ? next : null;
    }

    /**
     * The record of {@code webhook.events.v1}.
     *
     * @param merchant the endpoint's merchant; null if it was removed from the directory
     */
    WebhookEvent toEvent(@Nullable Merchant merchant) {
        return WebhookEvent.newBuilder()
                .setEventId("whe_" + delivery.id() + "_" + number())
                .setDeliveryId(DeliveryIds.format(delivery.id()))
                .setPaymentId(delivery.paymentId())
                .setPaymentEventId(delivery.eventId())
                .setPaymentVersion(delivery.version())
                .setPaymentStatus(DeliveredStatus.valueOf(delivery.status()))
                .setType(delivery.type())
                .setAccountId(merchant == null ? 0 : merchant.accountId())
                .setMerchantId(merchant == null ? 0 : merchant.merchantId())
                .setEndpointId(delivery.endpointId())
                .setAttempt(number())
                .setOutcome(WebhookOutcome.valueOf(outcome.text()))
                .setHttpStatus(result.httpStatus())
                .setError(result.error())
                .setDurationMs(result.timings().totalMicros() / 1_000)
                .setNextAttemptAt(nextAttemptAt())
                .setOccurredAt(at)
                .build();
    }
}
