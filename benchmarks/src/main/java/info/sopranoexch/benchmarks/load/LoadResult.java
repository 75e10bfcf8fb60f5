package info.sopranoexch.benchmarks.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The result of a load profile.
 *
 * @param latencies by step, in microseconds
 * @param outcomes number of attempts by outcome, such as {@code 201} or the name of an exception
 * @param processorMillis processor time during the measurement, by process
 */
record LoadResult(
        LoadProfile profile,
        Map<String, ? extends Histogram> latencies,
        Map<String, Long> outcomes,
        Map<String, Long> processorMillis) {
    /** Processes of the gateway itself. The sandbox and the load generator belong to others. */
    private static final List<String> OWN = List.of(
            "api-gateway",
            "payment-service",
            "provider-adapter",
            "webhook-dispatcher",
            "postgres",
            "kafka",
            "registry");

    private static final List<String> OTHERS = List.of("paymoon-sandbox", ProcessorTime.LOAD_GENERATOR);

    boolean allWere(String outcome) {
        return outcomes.keySet().stream().allMatch(outcome::equals);
    }

    private double done(String outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    double perSecond(String outcome) {
        return done(outcome) / (profile.measured().toMillis() / 1e3);
    }

    double millis(String step, double percentile) {
        Histogram histogram = latencies.get(step);
        return histogram == null ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1e3;
    }

    /** Processor milliseconds of the gateway's processes for each attempt with the outcome. */
    double processorMillis(String outcome) {
        return OWN.stream()
                        .mapToLong(name -> processorMillis.getOrDefault(name, 0L))
                        .sum()
                / done(outcome);
    }

    static String latencyHeader() {
        return """
                | load | profile | done/s | create p50 ms | create p99 ms | callback to webhook p50 ms | p99 ms | outcomes |
                | --- | --- | --- | --- | --- | --- | --- | --- |""";
    }

    String latencyRow(String name, String outcome) {
        return String.format(
                        Locale.ROOT,
                        "| %s | %s | %.0f | %.1f | %.1f | %.1f | %.1f | %s |",
                        name,
                        profile,
                        perSecond(outcome),
                        millis(LifeBenchmark.CREATE, 50),
                        millis(LifeBenchmark.CREATE, 99),
                        millis(LifeBenchmark.WEBHOOK, 50),
                        millis(LifeBenchmark.WEBHOOK, 99),
                        outcomes)
                .replace("NaN", "");
    }

    static String processorHeader() {
        return "| load | profile | " + String.join(" | ", OWN) + " | all | " + String.join(" | ", OTHERS) + " |\n"
                + "| --- ".repeat(OWN.size() + OTHERS.size() + 3) + "|";
    }

    String processorRow(String name, String outcome) {
        var row = new StringBuilder("| " + name + " | " + profile);
        OWN.forEach(process -> row.append(each(process, outcome)));
        row.append(String.format(Locale.ROOT, " | %.2f", processorMillis(outcome)));
        OTHERS.forEach(process -> row.append(each(process, outcome)));
        return row.append(" |").toString();
    }

    private String each(String process, String outcome) {
        return String.format(Locale.ROOT, " | %.2f", processorMillis.getOrDefault(process, 0L) / done(outcome));
    }
}
