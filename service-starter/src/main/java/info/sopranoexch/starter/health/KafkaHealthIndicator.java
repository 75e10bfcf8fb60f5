package info.sopranoexch.starter.health;

import info.sopranoexch.starter.lag.ConsumerLag;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the brokers answered when they were last asked for the lag; unknown before they were asked. */
final class KafkaHealthIndicator implements HealthIndicator {
    private final ConsumerLag lag;

    KafkaHealthIndicator(ConsumerLag lag) {
        this.lag = lag;
    }

    @Override
    public Health health() {
        return switch (lag.brokers()) {
            case UNASKED -> Health.unknown().build();
            case ANSWERED -> Health.up().build();
            case SILENT ->
                Health.down().withDetail("reason", "the brokers do not answer").build();
        };
    }
}
