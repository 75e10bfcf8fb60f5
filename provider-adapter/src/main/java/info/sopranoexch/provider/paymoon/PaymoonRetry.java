package info.sopranoexch.provider.paymoon;

import info.sopranoexch.provider.paymoon.Reply.Cause;
import info.sopranoexch.provider.paymoon.Reply.Silent;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tries again what brought no answer: a few times, with growing waits (+-20 %), never past the budget. What remains
 * unanswered then is for the payment service's schedule.
 */
final class PaymoonRetry {
    private static final int GROWTH = 4;
    private static final double JITTER = 0.2;

    private final PaymoonProperties properties;
    private final Pause pause;

    /** Waits before the next try. */
    interface Pause {
        /** @return false when the wait was interrupted: there is to be no next try */
        boolean over(Duration wait);
    }

    PaymoonRetry(PaymoonProperties properties) {
        this(properties, PaymoonRetry::sleep);
    }

    PaymoonRetry(PaymoonProperties properties, Pause pause) {
        this.properties = properties;
        this.pause = pause;
    }

    Reply call(Supplier<Reply> attempt) {
        long end = System.nanoTime() + properties.budget().toNanos();
        Duration backoff = properties.firstBackoff();
        for (int tried = 1; ; tried++) {
            Reply reply = attempt.get();
            if (!(reply instanceof Silent(String _, Cause cause, Duration after))
                    || cause == Cause.HOPELESS
                    || tried >= properties.attempts()) {
                return reply;
            }
            Duration wait = longer(jittered(backoff), after);
            boolean fits =
                    System.nanoTime() + wait.plus(properties.callDeadline()).toNanos() <= end;
            if (!fits || !pause.over(wait)) {
                return reply;
            }
            backoff = backoff.multipliedBy(GROWTH);
        }
    }

    private static Duration longer(Duration ours, @Nullable Duration theirs) {
        return theirs == null || theirs.compareTo(ours) < 0 ? ours : theirs;
    }

    private static Duration jittered(Duration wait) {
        double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (wait.toNanos() * factor));
    }

    private static boolean sleep(Duration wait) {
        try {
            Thread.sleep(wait);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
