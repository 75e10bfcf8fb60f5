package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The system clock plus an offset. It can be stopped. */
final class MovableClock implements InstantSource {
    private volatile Duration ahead = Duration.ZERO;
    private volatile @Nullable Instant stopped;

    void advance(Duration by) {
        Instant at = stopped;
        if (at == null) {
            ahead = ahead.plus(by);
        } else {
            stopped = at.plus(by);
        }
    }

    /** Stops the clock until {@link #reset}. Only {@link #advance} changes it then. */
    void stop() {
        stopped = instant();
    }

    void reset() {
        ahead = Duration.ZERO;
        stopped = null;
    }

    @Override
    public Instant instant() {
        Instant at = stopped;
        return at == null ? Instant.now().plus(ahead) : at;
    }
}
