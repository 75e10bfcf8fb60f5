package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Pauses between attempts: growing, then hourly, +-20 %, until 24 hours after the creation of the callback. */
final class CallbackRetrySchedule {
    private static final Duration LIFE = Duration.ofHours(24);
    private static final double JITTER = 0.2;
    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1));

    private CallbackRetrySchedule() {}

    /**
     * Returns the time of the next attempt.
     *
     * @param attempts number of attempts so far, at least 1
     * @return null after 24 hours
     */
    static @Nullable Instant next(int attempts, Instant createdAt, Instant now) {
        Duration wait = WAITS.get(Math.min(attempts, WAITS.size()) - 1);
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        Instant next = now.plusMillis((long) (wait.toMillis() * factor));
        return next.isAfter(createdAt.plus(LIFE)) ? null : next;
    }
}
