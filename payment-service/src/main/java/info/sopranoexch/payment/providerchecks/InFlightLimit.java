package info.sopranoexch.payment.providerchecks;

import java.time.Duration;
import java.time.Instant;

/**
 * The number of checks that may be in flight, by the algorithm of TCP (slow start, then additive increase and multiplicative
 * decrease). It rises while the provider responds in time, and halves if a check takes longer than the target or the provider
 * limits the rate. The rate of checks follows from it: limit divided by the time of a check. Not thread-safe.
 */
final class InFlightLimit {
    private final ProviderCheckProperties properties;
    private double limit;
    private double slowStartEnd;
    private Instant lastDecrease = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;

    InFlightLimit(ProviderCheckProperties properties) {
        this.properties = properties;
        this.limit = Math.min(properties.initialInFlight(), properties.maxInFlight());
        this.slowStartEnd = properties.maxInFlight();
    }

    int current() {
        return (int) limit;
    }

    boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    /**
     * @param time from publishing a check to its result
     * @param inFlight checks in flight, including this one; a limit that is not used up does not rise
     */
    void completed(Duration time, int inFlight, Instant now) {
        if (time.compareTo(properties.targetTime()) > 0) {
            decrease(now);
        } else if (inFlight * 2 >= current()) {
            limit = Math.min(properties.maxInFlight(), limit + (limit < slowStartEnd ? 1 : 1 / limit));
        }
    }

    /** The provider limits the rate. @param pause for which it asks */
    void rateLimited(Duration pause, Instant now) {
        decrease(now);
        Duration bounded = pause.compareTo(properties.maxPause()) > 0 ? properties.maxPause() : pause;
        Instant until = now.plus(bounded);
        pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }

    /** The checks that were in flight together are one reason for one decrease. */
    private void decrease(Instant now) {
        if (!lastDecrease.equals(Instant.MIN) && now.isBefore(lastDecrease.plus(properties.targetTime()))) {
            return;
        }
        lastDecrease = now;
        limit = Math.max(properties.minInFlight(), limit / 2);
        slowStartEnd = limit;
    }
}
