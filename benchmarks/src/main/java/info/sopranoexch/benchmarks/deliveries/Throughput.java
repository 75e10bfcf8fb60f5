package info.sopranoexch.benchmarks.deliveries;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * Sustained deliveries a second, from Kafka to a local receiver with every result recorded, against a bare loop of the
 * same HTTP client in the same run, before and after. Arguments: deliveries (60000), endpoints (20).
 */
public final class Throughput {
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int LOOP = 30_000;
    private static final int CONCURRENCY = 32;
    /** What a known rival, Kill Bill, delivers on two processors. */
    private static final double RIVAL = 185;

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        int deliveries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60_000;
        int endpoints = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        PrintStream out = System.out;
        try (Sink sink = new Sink();
                Rig rig = new Rig();
                DispatcherProcess dispatcher = new DispatcherProcess(rig.environment())) {
            for (int id = 1; id <= endpoints; id++) {
                rig.merchant(id, 1, sink.url("/ok"));
            }
            rig.flush();
            Waiting.until(
                    "endpoint queues",
                    DEADLINE,
                    () -> dispatcher.isAlive()
                            && rig.count("SELECT count(*) FROM endpoint_queue WHERE owner IS NOT NULL") == endpoints);

            BareLoop.run(sink.url("/ok"), LOOP, CONCURRENCY);
            deliver(rig, sink, deliveries / 3, endpoints); // warm
            double before = BareLoop.run(sink.url("/ok"), LOOP, CONCURRENCY);
            double cpu = dispatcher.cpuSeconds();
            double rate = deliver(rig, sink, deliveries, endpoints);
            cpu = dispatcher.cpuSeconds() - cpu;
            double after = BareLoop.run(sink.url("/ok"), LOOP, CONCURRENCY);
            double bare = (before + after) / 2;

            out.printf(Locale.ROOT, "deliveries               %,d to %d endpoints%n", deliveries, endpoints);
            out.printf(Locale.ROOT, "delivered and recorded   %,.0f/s%n", rate);
            out.printf(Locale.ROOT, "  against Kill Bill      %.1f x (185/s)%n", rate / RIVAL);
            out.printf(Locale.ROOT, "bare loop, same client   %,.0f/s before, %,.0f/s after%n", before, after);
            out.printf(Locale.ROOT, "  ratio                  %.2f%n", rate / bare);
            out.printf(Locale.ROOT, "dispatcher, cpu          %.2f ms a delivery%n", cpu * 1e3 / deliveries);
            out.printf(Locale.ROOT, "dispatcher, resident     %d MiB%n", dispatcher.residentMiB());
        }
        System.exit(0);
    }

    /** The rate from the first event written to the last result recorded. */
    private static double deliver(Rig rig, Sink sink, int count, int endpoints) throws Exception {
        String run = UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        long recorded = recorded(rig);
        long received = sink.received();
        Instant now = Instant.now();
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            rig.event(String.format(Locale.ROOT, "pay_%s%016x", run, i), 1 + i % endpoints, now);
        }
        rig.flush();
        Waiting.until("deliveries", DEADLINE, () -> sink.received() - received >= count);
        Waiting.until("records", DEADLINE, () -> recorded(rig) - recorded == count);
        return count * 1e9 / (System.nanoTime() - start);
    }

    private static long recorded(Rig rig) throws Exception {
        return rig.count("SELECT sum(delivered) FROM endpoint_queue");
    }
}
