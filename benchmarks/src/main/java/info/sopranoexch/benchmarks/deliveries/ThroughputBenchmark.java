package info.sopranoexch.benchmarks.deliveries;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Measures deliveries per second from Kafka to a local receiver, including recorded results. Compares with the same
 * HTTP client alone, before and after. Arguments: deliveries (60000), endpoints (20).
 */
public final class ThroughputBenchmark {
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int BASELINE_REQUESTS = 30_000;
    private static final int CONCURRENCY = 32;
    /** Deliveries per second of Kill Bill on two processors. */
    private static final double KILL_BILL_PER_SECOND = 185;

    private ThroughputBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int deliveries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60_000;
        int endpoints = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        PrintStream out = System.out;
        try (MinimalReceiver receiver = new MinimalReceiver();
                DispatcherEnvironment environment = new DispatcherEnvironment();
                DispatcherProcess dispatcher = new DispatcherProcess(environment.variables())) {
            for (int id = 1; id <= endpoints; id++) {
                environment.merchant(id, 1, receiver.url("/ok"));
            }
            environment.flush();
            Await.until(
                    "endpoint queues",
                    DEADLINE,
                    () -> dispatcher.isAlive()
                            && environment.count("SELECT count(*) FROM endpoint_queue WHERE owner IS NOT NULL")
                                    == endpoints);

            HttpClientBaseline.run(receiver.url("/ok"), BASELINE_REQUESTS, CONCURRENCY);
            deliver(environment, receiver, deliveries / 3, endpoints); // warm-up
            double before = HttpClientBaseline.run(receiver.url("/ok"), BASELINE_REQUESTS, CONCURRENCY);
            double cpu = dispatcher.cpuSeconds();
            double rate = deliver(environment, receiver, deliveries, endpoints);
            cpu = dispatcher.cpuSeconds() - cpu;
            double after = HttpClientBaseline.run(receiver.url("/ok"), BASELINE_REQUESTS, CONCURRENCY);
            double baseline = (before + after) / 2;

            out.printf(Locale.ROOT, "deliveries               %,d to %d endpoints%n", deliveries, endpoints);
            out.printf(Locale.ROOT, "delivered and recorded   %,.0f/s%n", rate);
            out.printf(Locale.ROOT, "  against Kill Bill      %.1f x (185/s)%n", rate / KILL_BILL_PER_SECOND);
            out.printf(Locale.ROOT, "HTTP client alone        %,.0f/s before, %,.0f/s after%n", before, after);
            out.printf(Locale.ROOT, "  ratio                  %.2f%n", rate / baseline);
            out.printf(Locale.ROOT, "dispatcher, cpu          %.2f ms a delivery%n", cpu * 1e3 / deliveries);
            out.printf(Locale.ROOT, "dispatcher, resident     %d MiB%n", dispatcher.residentMiB());
        }
        System.exit(0);
    }

    /** The rate from the first written event to the last recorded result. */
    private static double deliver(DispatcherEnvironment environment, MinimalReceiver receiver, int count, int endpoints)
            throws Exception {
        String run = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        long recorded = recorded(environment);
        long received = receiver.received();
        Instant now = Instant.now();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            environment.event(String.format(Locale.ROOT, "pay_%s%016x", run, i), 1 + i % endpoints, now);
        }
        environment.flush();
        Await.until("deliveries", DEADLINE, () -> receiver.received() - received >= count);
        Await.until("records", DEADLINE, () -> recorded(environment) - recorded == count);
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static long recorded(DispatcherEnvironment environment) throws Exception {
        return environment.count("SELECT sum(delivered) FROM endpoint_queue");
    }
}
