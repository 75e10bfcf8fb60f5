package info.sopranoexch.webhook.directory;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** {@code directory}: whether merchants and their endpoints are known, and whether what changes is heard of. */
@Component
class DirectoryHealthIndicator implements HealthIndicator {
    private final DirectoryReader reader;

    DirectoryHealthIndicator(DirectoryReader reader) {
        this.reader = reader;
    }

    @Override
    public Health health() {
        Health.Builder health = reader.isLoaded() && reader.isReading() ? Health.up() : Health.down();
        return health.withDetail("loaded", reader.isLoaded())
                .withDetail("reading", reader.isReading())
                .build();
    }
}
