package info.sopranoexch.cli.listen;

import java.time.Duration;

/** Pauses between attempts, which double from 0.5 s to 10 s. */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Duration next = FIRST;

    /** @return false if the time is over */
    boolean pause(StopCondition stop) throws InterruptedException {
        Duration remaining = stop.remaining();
        if (!remaining.isPositive()) {
            return false;
        }
        Thread.sleep(next.compareTo(remaining) < 0 ? next : remaining);
        next = next.multipliedBy(2).compareTo(LONGEST) < 0 ? next.multipliedBy(2) : LONGEST;
        return !stop.isReached();
    }
}
