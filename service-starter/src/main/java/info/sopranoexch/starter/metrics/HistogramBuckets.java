package info.sopranoexch.starter.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** The buckets of histograms. They are few, because each is a series, and equal in all services, so that sums are possible. */
public final class HistogramBuckets {
    private static final long[] LATENCY_MILLIS = {2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000};
    private static final long[] DELAY_SECONDS = {1, 2, 5, 10, 30, 60, 300, 1_800, 7_200, 28_800, 86_400, 259_200};
    private static final double[] SIZE = {1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000};

    private HistogramBuckets() {}

    /** For latencies: 2 ms to 10 s. */
    public static Duration[] latency() {
        return LongStream.of(LATENCY_MILLIS).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    /** For delays of up to days: 1 s to 72 h. */
    public static Duration[] delay() {
        return LongStream.of(DELAY_SECONDS).mapToObj(Duration::ofSeconds).toArray(Duration[]::new);
    }

    /** For batches: 1 to 1000 records. */
    public static double[] size() {
        return SIZE.clone();
    }
}
