package info.sopranoexch.benchmarks.load;

import java.time.Duration;

/**
 * A load profile: open (a constant rate) or closed (clients that wait for each response).
 *
 * @param rate requests per second; 0 for a closed profile
 * @param concurrency clients of a closed profile; limit of requests in flight of an open profile
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
}
