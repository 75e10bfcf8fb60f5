package info.sopranoexch.starter.health;

import info.sopranoexch.starter.lag.ConsumerLag;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Reports whether the last measurement of consumer lag reached the brokers; unknown before the first one. */
final class KafkaHealthIndicator implements HealthIndicator {
    private final ConsumerLag lag;

    KafkaHealthIndicator(ConsumerLag lag) {
        this.lag = lag;
    }

    @Override
    public Health health() {
        return switch (lag.brokers()) {
            case NOT_CHECKED -> Health.unknown().build();
            case REACHABLE -> Health.up().build();
            case UNREACHABLE ->
                Health.down().withDetail("reason", "the brokers do not respond").build();
        };
    }
}
