package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Goes as the system's, some time ahead, unless it is stopped. */
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

    /** Time goes on by {@link #advance} only, until {@link #reset}. */
    void stop() {
        stopped = instant();
    }

    void stopAt(Instant time) {
        stopped = time;
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
