package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a lane may send now. It starts with one attempt at a time; each success allows one more (so the number doubles
 * a round trip), each failure halves it. Failures in a row open the breaker: nothing is sent until the pause is over,
 * then one probe; a success closes it, and the slow start begins anew. Not safe for use by several threads.
 */
final class LaneHealth {
    private static final double WEIGHT = 0.2;

    private final LaneProperties properties;
    private boolean enabled;
    private @Nullable String disabledReason;
    private int limit = 1;
    private int failures;
    private boolean proven;
    private double latencyMillis;
    private @Nullable Instant notBefore;
    private @Nullable Instant pausedUntil;

    LaneHealth(LaneProperties properties, LaneLease lease) {
        this.properties = properties;
        this.enabled = lease.enabled();
        this.failures = lease.failures();
        this.notBefore = lease.notBefore();
        this.pausedUntil = lease.pausedUntil();
    }

    /** Attempts allowed at a time; 0 while disabled, paused or asked to wait. */
    int allowed(Instant now) {
        if (!enabled || disabledReason != null || now.isBefore(resumesAt())) {
            return 0;
        }
        return pausedUntil == null ? limit : 1;
    }

    /** When a pause or a wait is over; the past when there is none. */
    Instant resumesAt() {
        Instant wait = notBefore == null ? Instant.MIN : notBefore;
        Instant pause = pausedUntil == null ? Instant.MIN : pausedUntil;
        return wait.isAfter(pause) ? wait : pause;
    }

    boolean isEnabled() {
        return enabled && disabledReason == null;
    }

    /** Slow and failing lanes share a quarter of the room. */
    boolean isSlow() {
        return failures > 0 || latencyMillis > properties.slowAfter().toMillis();
    }

    /** An attempt has been under way for longer than a healthy endpoint takes. */
    void stalled() {
        latencyMillis = Math.max(latencyMillis, 2.0 * properties.slowAfter().toMillis());
        if (!proven) {
            limit = 1;
        }
    }

    /** @return whether the breaker closed by this */
    boolean succeeded(Duration took) {
        boolean recovered = pausedUntil != null;
        limit = recovered ? 1 : Math.min(limit + 1, properties.maxLaneConcurrency());
        latencyMillis = proven ? (1 - WEIGHT) * latencyMillis + WEIGHT * took.toMillis() : took.toMillis();
        proven = true;
        failures = 0;
        pausedUntil = null;
        // A Retry-After stands: this attempt may have begun before the receiver asked for it.
        return recovered;
    }

    void failed(SendResult result, Instant now, RetrySchedule schedule) {
        if (result.isGone()) {
            disabledReason = "gone";
        }
        Duration asked = result.retryAfter();
        if (asked != null) {
            Instant until = now.plus(Collections.min(List.of(asked, properties.endpointRetryAfter())));
            notBefore = notBefore == null || until.isAfter(notBefore) ? until : notBefore;
        }
        if (pausedUntil != null && now.isBefore(pausedUntil)) {
            return; // begun before the breaker opened, or sent by hand: no reason for a longer pause
        }
        failures++;
        limit = Math.max(1, limit / 2);
        if (failures >= properties.breakerAfter()) {
            pausedUntil = now.plus(schedule.jittered(pause()));
            limit = 1;
        }
    }

    private Duration pause() {
        int doublings = Math.min(failures - properties.breakerAfter(), 20);
        Duration pause = properties.breakerPause().multipliedBy(1L << doublings);
        return pause.compareTo(properties.breakerLongestPause()) > 0 ? properties.breakerLongestPause() : pause;
    }

    /** The merchant changed the endpoint: what stood against it is forgotten. */
    void changed(boolean nowEnabled) {
        enabled = nowEnabled;
        disabledReason = null;
        failures = 0;
        notBefore = null;
        pausedUntil = null;
        limit = 1;
    }

    LaneMarks marks() {
        return new LaneMarks(failures, notBefore, pausedUntil, disabledReason);
    }
}
