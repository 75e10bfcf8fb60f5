package info.sopranoexch.starter.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A clock that only a test changes, or the system clock plus an offset that a test changes. */
public final class SettableClock implements InstantSource {
    private volatile @Nullable Instant stoppedAt;
    private volatile Duration offset = Duration.ZERO;

    /** Starts at the current time, in milliseconds as all our records and JSON have them. */
    public SettableClock() {
        this(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    public SettableClock(@Nullable Instant stoppedAt) {
        this.stoppedAt = stoppedAt;
    }

    /** Returns the system clock, until a test advances or stops it. */
    public static SettableClock running() {
        return new SettableClock(null);
    }

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return stopped == null ? Instant.now().plus(offset) : stopped;
    }

    public void advance(Duration by) {
        Instant stopped = stoppedAt;
        if (stopped == null) {
            offset = offset.plus(by);
        } else {
            stoppedAt = stopped.plus(by);
        }
    }

    public void set(Instant time) {
        stoppedAt = time;
    }

    /** Stops the clock until {@link #reset}. */
    public void stop() {
        stoppedAt = instant();
    }

    /** Continues as the system clock. */
    public void reset() {
        offset = Duration.ZERO;
        stoppedAt = null;
    }
}
