package info.sopranoexch.gateway.health;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** The check {@code edge} of the readiness group: a gateway gets no traffic before it is ready. */
@Component("edge")
class EdgeHealthIndicator implements HealthIndicator {
    private final GatewayHealth health;

    EdgeHealthIndicator(GatewayHealth health) {
        this.health = health;
    }

    @Override
    public Health health() {
        return (health.isReady() ? Health.up() : Health.outOfService())
                .withDetail("directory", health.directoryState())
                .withDetail("replies", health.hasReplyPartition() ? "partition assigned" : "no partition assigned")
                .withDetail("commands", health.canSendCommands() ? "ready" : "no schema or no topic yet")
                .build();
    }
}
