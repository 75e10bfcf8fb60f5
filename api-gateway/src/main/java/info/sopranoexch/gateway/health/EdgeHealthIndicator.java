package info.sopranoexch.gateway.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** {@code edge} in the readiness group: nothing is to be sent here before keys, merchants and replies are in hand. */
@Component("edge")
class EdgeHealthIndicator implements HealthIndicator {
    private final Checks checks;

    EdgeHealthIndicator(Checks checks) {
        this.checks = checks;
    }

    @Override
    public Health health() {
        return checks.ready() ? Health.up().build() : Health.outOfService().build();
    }
}
