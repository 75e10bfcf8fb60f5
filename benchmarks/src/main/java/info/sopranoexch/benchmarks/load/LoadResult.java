package info.sopranoexch.benchmarks.load;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * @param latencies of requests with the expected outcome, in microseconds since the intended start
 * @param outcomes number of requests by outcome, such as {@code 201} or the name of an exception
 * @param driverCpu processor time of this process during the measurement
 */
record LoadResult(
        LoadProfile profile, Histogram latencies, Map<String, Long> outcomes, Duration elapsed, Duration driverCpu) {
    boolean allWere(String outcome) {
        return outcomes.keySet().stream().allMatch(outcome::equals);
    }

    double perSecond() {
        return latencies.getTotalCount() / (elapsed.toNanos() / 1e9);
    }

    double millis(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e3;
    }

    String row(String name) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.1f | %.1f | %.1f | %.1f | %.2f | %s |",
                name,
                profile.open()
                        ? String.format(Locale.ROOT, "open %.0f/s", profile.rate())
                        : "c=" + profile.concurrency(),
                perSecond(),
                millis(50),
                millis(95),
                millis(99),
                latencies.getMaxValue() / 1e3,
                driverCpu.toNanos() / 1e6 / Math.max(1, latencies.getTotalCount()),
                outcomes);
    }

    static String header() {
        return """
                | load | profile | done/s | p50 ms | p95 ms | p99 ms | max ms | driver CPU ms each | responses |
                | --- | --- | --- | --- | --- | --- | --- | --- | --- |""";
    }
}
