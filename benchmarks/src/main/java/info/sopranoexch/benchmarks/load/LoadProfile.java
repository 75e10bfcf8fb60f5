package info.sopranoexch.benchmarks.load;

import java.time.Duration;
import java.util.Locale;

/**
 * A load profile: open (a constant rate) or closed (clients that wait for each response).
 *
 * @param rate attempts per second; 0 for a closed profile
 * @param concurrency clients of a closed profile; limit of attempts in flight of an open profile
 * @param warmup time before the measurement
 */
record LoadProfile(double rate, int concurrency, Duration warmup, Duration measured) {
    boolean open() {
        return rate > 0;
    }

    /** Nanoseconds between two intended starts of an open profile. */
    long interval() {
        return Math.round(1e9 / rate);
    }

    @Override
    public String toString() {
        return open() ? String.format(Locale.ROOT, "open, %.0f/s", rate) : "closed, " + concurrency + " clients";
    }
}
