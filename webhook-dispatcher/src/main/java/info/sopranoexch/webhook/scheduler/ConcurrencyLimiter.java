package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Limits the attempts in flight. Healthy endpoints share three quarters of the limit; slow and failing endpoints share one quarter,
 * so they cannot delay the others. An attempt that takes too long moves to the slow quarter, even beyond its limit, which frees
 * its place among the healthy ones. The hard limit is twice the limit. The lock of {@link DeliveryScheduler} guards it.
 */
final class ConcurrencyLimiter {
    /** An attempt in flight, compared by identity. */
    static final class InFlightAttempt {
        final EndpointQueue queue;
        final Delivery delivery;
        final Instant startedAt;
        private final long startedNanos = System.nanoTime();
        private boolean slow;

        private InFlightAttempt(EndpointQueue queue, Delivery delivery, Instant startedAt) {
            this.queue = queue;
            this.delivery = delivery;
            this.startedAt = startedAt;
            this.slow = queue.health.isSlow();
        }
    }

    private final int healthyLimit;
    private final int slowLimit;
    private final int hardLimit;
    private final Set<InFlightAttempt> attempts = new LinkedHashSet<>();
    private int slow;

    ConcurrencyLimiter(int limit) {
        this.slowLimit = Math.max(1, limit / 4);
        this.healthyLimit = limit - slowLimit;
        this.hardLimit = 2 * limit;
    }

    boolean permits(boolean forSlow) {
        return attempts.size() < hardLimit && (forSlow ? slow < slowLimit : attempts.size() - slow < healthyLimit);
    }

    InFlightAttempt acquire(EndpointQueue queue, Delivery delivery, Instant now) {
        InFlightAttempt attempt = new InFlightAttempt(queue, delivery, now);
        attempts.add(attempt);
        slow += attempt.slow ? 1 : 0;
        queue.inFlight++;
        return attempt;
    }

    void release(InFlightAttempt attempt) {
        if (attempts.remove(attempt)) {
            slow -= attempt.slow ? 1 : 0;
            attempt.queue.inFlight--;
        }
    }

    /** Moves attempts that started more than {@code olderThanNanos} ago to the slow quarter. */
    void moveStalled(long olderThanNanos, long nowNanos) {
        for (InFlightAttempt attempt : attempts) {
            if (nowNanos - attempt.startedNanos < olderThanNanos) {
                return; // the attempts are in the order of their start
            }
            if (!attempt.slow) {
                attempt.slow = true;
                slow++;
                attempt.queue.health.stalled();
            }
        }
    }

    int inFlight() {
        return attempts.size();
    }

    int slowInFlight() {
        return slow;
    }
}
