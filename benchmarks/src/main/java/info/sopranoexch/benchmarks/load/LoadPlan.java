package info.sopranoexch.benchmarks.load;

import java.time.Duration;

/**
 * Either open (a rate, whatever the answers do) or closed (a number of clients that each wait for their answer).
 *
 * @param rate requests a second, 0 for a closed plan
 * @param concurrency clients of a closed plan; the bound of what is in flight in an open one
 * @param warmup measured by nobody
 */
record LoadPlan(double rate, int concurrency, Duration warmup, Duration measured) {
    boolean open() {
        return rate > 0;
    }

    /** Nanoseconds between two intended starts of an open plan. */
    long interval() {
        return Math.round(1e9 / rate);
    }
}
