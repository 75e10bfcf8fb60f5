package info.sopranoexch.starter.kafka;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** {@code dependencies}: down while a consumer of this instance waits for a dependency, with the reason. */
final class DependenciesHealthIndicator implements HealthIndicator {
    private final ConsumerOutages outages;

    DependenciesHealthIndicator(ConsumerOutages outages) {
        this.outages = outages;
    }

    @Override
    public Health health() {
        List<ConsumerOutage> waiting = outages.current();
        Health.Builder health = waiting.isEmpty() ? Health.up() : Health.down();
        waiting.forEach(outage -> health.withDetail(outage.group(), describe(outage)));
        return health.build();
    }

    private static String describe(ConsumerOutage outage) {
        return "waits for " + outage.dependency().code() + " since " + outage.since() + ": " + outage.reason();
    }
}
