package info.sopranoexch.webhook.directory;

import info.sopranoexch.starter.kafka.CompactedTopicReader;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports down, with the reason, while a record of the directory cannot be read or decrypted. */
@Component
class DirectoryHealthIndicator implements HealthIndicator {
    private final CompactedTopicReader<?> reader;

    DirectoryHealthIndicator(CompactedTopicReader<?> reader) {
        this.reader = reader;
    }

    @Override
    public Health health() {
        return reader.isCurrent()
                ? Health.up().build()
                : Health.down().withDetail("reason", reader.reason()).build();
    }
}
