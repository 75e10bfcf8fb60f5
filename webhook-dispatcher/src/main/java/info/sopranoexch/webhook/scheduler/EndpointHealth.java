package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adapts the concurrency limit of one endpoint and contains its circuit breaker.
 *
 * <p>The limit starts at one attempt. Each success adds one, so the limit doubles each round trip. Each failure
 * halves it. Consecutive failures open the breaker: the endpoint is paused, then one probe is sent. A success closes
 * the breaker, and the limit starts at one again. The lock of {@link DeliveryScheduler} guards each instance of this
 * class.
 */
final class EndpointHealth {
    /**
     * The part of the health that is stored in the database.
     *
     * @param disabledReason null if the dispatcher did not disable the endpoint
     * @param recovered whether the attempt closed the breaker
     */
    record Snapshot(
            int failures,
            @Nullable Instant throttledUntil,
            @Nullable Instant pausedUntil,
            @Nullable String disabledReason,
            boolean recovered) {}

    /** The weight of the latest duration in the moving average. */
    private static final double WEIGHT = 0.2;

    private final SchedulerProperties properties;
    private boolean enabled;
    private @Nullable String disabledReason;
    private int limit = 1;
    private int failures;
    private boolean succeededOnce;
    private double latencyMillis;
    private @Nullable Instant throttledUntil;
    private @Nullable Instant pausedUntil;

    EndpointHealth(SchedulerProperties properties, EndpointLease lease) {
        this.properties = properties;
        this.enabled = lease.enabled();
        this.failures = lease.failures();
        this.throttledUntil = lease.throttledUntil();
        this.pausedUntil = lease.pausedUntil();
    }

    /** The number of attempts allowed at a time; 0 while the endpoint is disabled, paused or throttled. */
    int allowed(Instant now) {
        if (!isEnabled() || now.isBefore(resumesAt())) {
            return 0;
        }
        return pausedUntil == null ? limit : 1;
    }

    /** The end of the pause or throttling; in the past if there is none. */
    Instant resumesAt() {
        Instant throttled = throttledUntil == null ? Instant.MIN : throttledUntil;
        Instant paused = pausedUntil == null ? Instant.MIN : pausedUntil;
        return throttled.isAfter(paused) ? throttled : paused;
    }

    boolean isEnabled() {
        return enabled && disabledReason == null;
    }

    /** Whether the endpoint is slow or failing and belongs to the slow quarter of the concurrency limit. */
    boolean isSlow() {
        return failures > 0 || latencyMillis > properties.slowAfter().toMillis();
    }

    /** Marks the endpoint as slow because an attempt takes too long. */
    void stalled() {
        latencyMillis = Math.max(latencyMillis, 2.0 * properties.slowAfter().toMillis());
        if (!succeededOnce) {
            limit = 1;
        }
    }

    /** A {@code Retry-After} stays in force: this attempt may have started before the receiver sent it. */
    Snapshot succeeded(Duration took) {
        boolean recovered = pausedUntil != null;
        limit = recovered ? 1 : Math.min(limit + 1, properties.maxEndpointConcurrency());
        latencyMillis = succeededOnce ? (1 - WEIGHT) * latencyMillis + WEIGHT * took.toMillis() : took.toMillis();
        succeededOnce = true;
        failures = 0;
        pausedUntil = null;
        return snapshot(recovered);
    }

    Snapshot failed(SendResult result, Instant now, RetrySchedule schedule) {
        if (result.isGone()) {
            disabledReason = "gone";
        }
        Duration retryAfter = result.retryAfter();
        if (retryAfter != null) {
            Instant until = now.plus(Collections.min(List.of(retryAfter, properties.endpointRetryAfter())));
            throttledUntil = throttledUntil == null || until.isAfter(throttledUntil) ? until : throttledUntil;
        }
        // An attempt that started before the breaker opened, or was expedited, does not prolong the pause.
        boolean paused = pausedUntil != null && now.isBefore(pausedUntil);
        if (!paused) {
            failures++;
            limit = Math.max(1, limit / 2);
            if (failures >= properties.breakerAfter()) {
                pausedUntil = now.plus(schedule.jittered(pause()));
                limit = 1;
            }
        }
        return snapshot(false);
    }

    private Duration pause() {
        int doublings = Math.min(failures - properties.breakerAfter(), 20);
        Duration pause = properties.breakerPause().multipliedBy(1L << doublings);
        return Collections.min(List.of(pause, properties.breakerLongestPause()));
    }

    /** Resets the health after the merchant changed the endpoint. */
    void changed(boolean nowEnabled) {
        enabled = nowEnabled;
        disabledReason = null;
        failures = 0;
        throttledUntil = null;
        pausedUntil = null;
        limit = 1;
    }

    private Snapshot snapshot(boolean recovered) {
        return new Snapshot(failures, throttledUntil, pausedUntil, disabledReason, recovered);
    }
}
