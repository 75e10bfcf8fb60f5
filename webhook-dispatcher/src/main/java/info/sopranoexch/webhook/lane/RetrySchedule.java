package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleSupplier;

/**
 * When an attempt is made: the first at once, the last after about 72 hours, each delay +-20 % so that the deliveries of
 * an endpoint that was down do not come back in step. Source: CONTRACT, section 2.
 */
final class RetrySchedule {
    private static final List<Duration> DELAYS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(8),
            Duration.ofHours(12),
            Duration.ofHours(12),
            Duration.ofHours(16),
            Duration.ofHours(16));
    private static final Duration STALE = Duration.ofMillis(100);
    private static final double JITTER = 0.2;

    private final DoubleSupplier random;
    private final Duration longestRetryAfter;

    /**
     * @param random uniform in [0, 1)
     * @param longestRetryAfter the longest that a receiver's {@code Retry-After} defers a delivery
     */
    RetrySchedule(DoubleSupplier random, Duration longestRetryAfter) {
        this.random = random;
        this.longestRetryAfter = longestRetryAfter;
    }

    /** @param made attempts of this round, 1 or more */
    static Duration delayAfter(int made) {
        return DELAYS.get(Math.min(made, DELAYS.size() - 1));
    }

    /** @param delivery as it was before the attempt */
    Verdict verdict(Delivery delivery, SendResult result, Instant now) {
        if (result.isDelivered()) {
            return new Verdict.Delivered();
        }
        int made = delivery.nextTry();
        if (made >= DELAYS.size()) {
            return new Verdict.Exhausted();
        }
        // A connection that was closed while idle is no reason for the merchant to wait; once, and as an attempt like
        // any.
        Duration delay = jittered(made == 1 && result.isStaleConnection() ? STALE : delayAfter(made));
        Duration asked = result.retryAfter();
        Duration least = asked == null ? Duration.ZERO : Collections.min(List.of(asked, longestRetryAfter));
        return new Verdict.Retry(now.plus(Collections.max(List.of(delay, least))));
    }

    Duration jittered(Duration delay) {
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Duration.ofMillis(Math.round(delay.toMillis() * factor));
    }

    static int attempts() {
        return DELAYS.size();
    }
}
