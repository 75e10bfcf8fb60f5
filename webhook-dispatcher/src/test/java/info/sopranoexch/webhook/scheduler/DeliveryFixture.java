package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

final class DeliveryFixture {
    private DeliveryFixture() {}

    static Delivery delivery(long id, long endpointId) {
        return delivery(id, endpointId, 0, 0);
    }

    static Delivery expedited(Delivery delivery) {
        return new Delivery(
                delivery.id(),
                delivery.endpointId(),
                delivery.paymentId(),
                delivery.paymentMonth(),
                delivery.version(),
                delivery.status(),
                delivery.refundType(),
                delivery.eventId(),
                delivery.body(),
                delivery.acceptedAt(),
                delivery.dueAt(),
                delivery.attempts(),
                delivery.roundStart(),
                null,
                true);
    }

    static Delivery delivery(long id, long endpointId, int attempts, int roundStart) {
        return new Delivery(
                id,
                endpointId,
                "pay_" + id,
                LocalDate.of(2024, 1, 1),
                2,
                "success",
                null,
                "evt_" + id + "_2",
                "{}".getBytes(StandardCharsets.UTF_8),
                Instant.EPOCH,
                Instant.EPOCH,
                attempts,
                roundStart,
                null,
                false);
    }
}
