package info.sopranoexch.webhook.lane;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** {@code lanes}: whether this instance may send, which it may not once its lease has run out. */
@Component
class LanesHealthIndicator implements HealthIndicator {
    private final LaneBoard board;

    LanesHealthIndicator(LaneBoard board) {
        this.board = board;
    }

    @Override
    public Health health() {
        Health.Builder health = board.isOpen() ? Health.up() : Health.down().withDetail("reason", "no valid lease");
        return health.withDetail("lanes", board.load().lanes())
                .withDetail("in_flight", board.load().inFlight())
                .build();
    }
}
