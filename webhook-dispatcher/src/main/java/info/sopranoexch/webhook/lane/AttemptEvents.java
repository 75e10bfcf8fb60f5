package info.sopranoexch.webhook.lane;

import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.delivery.DeliveryIds;
import info.sopranoexch.webhook.directory.Merchant;
import info.sopranoexch.webhook.directory.MerchantDirectory;
import info.sopranoexch.webhook.publishing.OutboxEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From attempts to the records of {@code webhook.events.v1}. */
@Component
class AttemptEvents {
    private final MerchantDirectory directory;

    AttemptEvents(MerchantDirectory directory) {
        this.directory = directory;
    }

    List<OutboxEvent> of(List<AttemptRecord> records) {
        return records.stream()
                .filter(record -> !record.delivery().isTest())
                .map(record -> new OutboxEvent(event(record), record.delivery().traceparent()))
                .toList();
    }

    private WebhookEvent event(AttemptRecord record) {
        Delivery delivery = record.delivery();
        Merchant merchant = directory
                .endpoint(delivery.endpointId())
                .map(MerchantDirectory.Entry::merchant)
                .orElse(null);
        int number = delivery.attempts() + 1;
        return WebhookEvent.newBuilder()
                .setEventId("whe_" + delivery.id() + "_" + number)
                .setDeliveryId(DeliveryIds.format(delivery.id()))
                .setPaymentId(delivery.paymentId())
                .setPaymentEventId(delivery.eventId())
                .setPaymentVersion(delivery.version())
                .setPaymentStatus(DeliveredStatus.valueOf(delivery.status()))
                .setType(delivery.type())
                .setAccountId(merchant == null ? 0 : merchant.accountId())
                .setMerchantId(merchant == null ? 0 : merchant.merchantId())
                .setEndpointId(delivery.endpointId())
                .setAttempt(number)
                .setOutcome(WebhookOutcome.valueOf(outcome(record.verdict())))
                .setHttpStatus(record.result().httpStatus())
                .setError(record.result().error())
                .setDurationMs(record.result().timings().totalMicros() / 1_000)
                .setNextAttemptAt(nextAttemptAt(record))
                .setOccurredAt(record.at())
                .build();
    }

    static @Nullable Instant nextAttemptAt(AttemptRecord record) {
        return record.verdict() instanceof Verdict.Retry(Instant at) ? at : null;
    }

    /** As it stands in the tables and in the events. */
    static String outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered() -> "delivered";
            case Verdict.Retry _ -> "retrying";
            case Verdict.Exhausted() -> "exhausted";
        };
    }
}
