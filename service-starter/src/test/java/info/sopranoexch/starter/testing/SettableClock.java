package info.sopranoexch.starter.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** A clock that changes only when a test changes it. */
public final class SettableClock implements InstantSource {
    private volatile Instant now;

    /** Starts at the current time, in milliseconds as all our records and JSON have them. */
    public SettableClock() {
        this(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    public SettableClock(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    public void advance(Duration by) {
        now = now.plus(by);
    }

    public void set(Instant time) {
        now = time;
    }
}
