package info.sopranoexch.webhook.scheduler;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports whether this instance holds a valid lease and may send webhooks. */
@Component
class SchedulerHealthIndicator implements HealthIndicator {
    private final DeliveryScheduler scheduler;

    SchedulerHealthIndicator(DeliveryScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public Health health() {
        Health.Builder health = scheduler.isOpen() ? Health.up() : Health.down().withDetail("reason", "no valid lease");
        var statistics = scheduler.statistics();
        return health.withDetail("endpoint_queues", statistics.queues())
                .withDetail("in_flight", statistics.inFlight())
                .build();
    }
}
