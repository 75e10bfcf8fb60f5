package info.sopranoexch.webhook.lane;

import java.time.Duration;

final class LaneSettings {
    static final LaneProperties DEFAULTS = with(512, 20_000);

    private LaneSettings() {}

    static LaneProperties with(int maxConcurrency, int maxInMemory) {
        return new LaneProperties(
                Duration.ofSeconds(6),
                Duration.ofSeconds(1),
                maxConcurrency,
                32,
                Duration.ofSeconds(1),
                maxInMemory,
                5,
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                Duration.ofHours(1),
                Duration.ofSeconds(60),
                500,
                Duration.ofMillis(20));
    }
}
