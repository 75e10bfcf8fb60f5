package info.sopranoexch.webhook.suspension;

import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.webhook.deliveries.DeliveryIds;
import info.sopranoexch.webhook.deliveries.WebhookType;
import info.sopranoexch.webhook.outbox.WebhookEventOutbox;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes suspended deliveries in {@code webhook.events.v1}. */
@Component
public class SuspensionEvents {
    private final WebhookEventOutbox outbox;

    SuspensionEvents(WebhookEventOutbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Writes to the outbox within the caller's transaction. The event id changes only after another attempt, so consumers
     * recognize a repeated record. Test events are not published.
     */
    public void publish(List<SuspendedDelivery> suspended, Instant now) {
        outbox.addDeferred(suspended.stream()
                .filter(delivery -> delivery.version() > 0)
                .map(delivery -> event(delivery, now))
                .toList());
    }

    private static WebhookEvent event(SuspendedDelivery delivery, Instant now) {
        return WebhookEvent.newBuilder()
                .setEventId("whe_" + delivery.id() + "_parked_" + delivery.attempts())
                .setDeliveryId(DeliveryIds.format(delivery.id()))
                .setPaymentId(delivery.paymentId())
                .setPaymentEventId(delivery.eventId())
                .setPaymentVersion(delivery.version())
                .setPaymentStatus(DeliveredStatus.valueOf(delivery.status()))
                .setType(WebhookType.of(delivery.status(), delivery.refundType()))
                .setAccountId(delivery.accountId())
                .setMerchantId(delivery.merchantId())
                .setEndpointId(delivery.endpointId())
                .setAttempt(0)
                .setOutcome(WebhookOutcome.parked)
                .setError(delivery.reason())
                .setDurationMs(0)
                .setNextAttemptAt(delivery.until())
                .setOccurredAt(now)
                .build();
    }
}
