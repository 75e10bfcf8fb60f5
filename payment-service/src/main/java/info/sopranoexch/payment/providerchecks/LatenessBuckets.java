package info.sopranoexch.payment.providerchecks;

import java.time.Duration;
import java.util.stream.Stream;

/** Upper bounds of histograms of lateness, from 100 ms to an hour; 5 s is the objective. */
public final class LatenessBuckets {
    private LatenessBuckets() {}

    public static Duration[] bounds() {
        return Stream.of(100, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000)
                .map(Duration::ofMillis)
                .toArray(Duration[]::new);
    }
}
