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
        Health.Builder health = checks.ready() ? Health.up() : Health.outOfService();
        return health.withDetail("directory", checks.describeDirectory())
                .withDetail("replies", checks.replies() ? "a partition is held" : "no partition is held")
                .withDetail("commands", checks.commands() ? "can be sent" : "no schema or no topic yet")
                .build();
    }
}
