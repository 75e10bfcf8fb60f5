package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Decides when a failed delivery is retried: the first attempt is made at once, the last after about 72 hours. Each delay varies by
 * 20 %, so that the deliveries of an endpoint that was down are not retried at the same time. Source: contract, section 2.
 */
@Component
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
    private static final Duration STALE_CONNECTION_DELAY = Duration.ofMillis(100);
    private static final double JITTER = 0.2;

    private final DoubleSupplier random;
    private final Duration longestRetryAfter;
    private final InstantSource clock;

    @Autowired
    RetrySchedule(SchedulerProperties properties, InstantSource clock) {
        this(() -> ThreadLocalRandom.current().nextDouble(), properties.deliveryRetryAfter(), clock);
    }

    /**
     * @param random uniform in [0, 1)
     * @param longestRetryAfter the longest delay that a receiver's {@code Retry-After} causes
     */
    RetrySchedule(DoubleSupplier random, Duration longestRetryAfter, InstantSource clock) {
        this.random = random;
        this.longestRetryAfter = longestRetryAfter;
        this.clock = clock;
    }

    /** @param made attempts since the last redelivery, 1 or more */
    static Duration delayAfter(int made) {
        return DELAYS.get(Math.min(made, DELAYS.size() - 1));
    }

    /** @param delivery its state before the attempt */
    AttemptOutcome afterFailure(Delivery delivery, SendResult result) {
        int made = delivery.nextTry();
        if (made >= DELAYS.size()) {
            return new AttemptOutcome.Exhausted();
        }
        // The first attempt on an idle connection that the receiver had closed is repeated soon.
        Duration delay = jittered(made == 1 && result.isStaleConnection() ? STALE_CONNECTION_DELAY : delayAfter(made));
        Duration requested = result.retryAfter();
        Duration least = requested == null ? Duration.ZERO : Collections.min(List.of(requested, longestRetryAfter));
        return new AttemptOutcome.Retry(clock.instant().plus(Collections.max(List.of(delay, least))));
    }

    Duration jittered(Duration delay) {
        double factor = 1 - JITTER + 2 * JITTER * random.getAsDouble();
        return Duration.ofMillis(Math.round(delay.toMillis() * factor));
    }

    static int attempts() {
        return DELAYS.size();
    }
}
