package info.sopranoexch.gateway.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Goes as the system's, some time ahead. */
final class MovableClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;

    void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }
}
