package info.sopranoexch.starter.database;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** {@code databaseWrites}: down while the database does not take writes, with the reason. */
final class DatabaseWritesHealthIndicator implements HealthIndicator {
    private final DatabaseSessions sessions;

    DatabaseWritesHealthIndicator(DatabaseSessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Health health() {
        String reason = sessions.check();
        return reason == null
                ? Health.up().build()
                : Health.down().withDetail("reason", reason).build();
    }
}
