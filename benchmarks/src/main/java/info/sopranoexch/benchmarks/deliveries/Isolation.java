package info.sopranoexch.benchmarks.deliveries;

import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * How little bad endpoints hurt the others: 10,000 endpoints under a steady rate, first all well, then 1 % that hang, 1 %
 * that refuse and 1 % that answer 500; the p99 of the healthy, from the event's writing to the webhook's arrival, with
 * against without, in one run. Arguments: endpoints (10000), events a second (300), seconds a phase (15), rounds (6).
 */
public final class Isolation {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int WARM_PHASES = 12;

    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final int endpoints;
    private final int rate;
    private final int seconds;
    private int payments;

    private Isolation(int endpoints, int rate, int seconds) {
        this.endpoints = endpoints;
        this.rate = rate;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int[] given = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int endpoints = given.length > 0 ? given[0] : 10_000;
        int rate = given.length > 1 ? given[1] : 300;
        int seconds = given.length > 2 ? given[2] : 15;
        int rounds = given.length > 3 ? given[3] : 6;
        new Isolation(endpoints, rate, seconds).run(rounds);
        System.exit(0);
    }

    private void run(int rounds) throws Exception {
        PrintStream out = System.out;
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String refusing = "http://127.0.0.1:" + closedPort + "/";
        try (Sink sink = new Sink();
                Rig rig = new Rig();
                DispatcherProcess dispatcher = new DispatcherProcess(rig.environment())) {
            sink.onBody(this::arrived);
            for (int id = 1; id <= endpoints; id++) {
                rig.merchant(id, 1, sink.url("/ok"));
            }
            rig.flush();
            Waiting.until(
                    "endpoint queues",
                    DEADLINE,
                    () -> rig.count("SELECT count(*) FROM endpoint_queue WHERE owner IS NOT NULL") == endpoints);
            for (int i = 0; i < WARM_PHASES; i++) {
                phase(rig, "warm", out);
            }
            // Turn by turn, and each first as often as the other: what else the machine does, and what the JVM still
            // gains, falls on both alike.
            List<long[]> without = new ArrayList<>();
            List<long[]> with = new ArrayList<>();
            for (int half = 0; half < 2 * rounds; half++) {
                boolean well = half % 4 == 0 || half % 4 == 3;
                if (well) {
                    setBad(rig, half + 2, sink.url("/ok"), sink.url("/ok"), sink.url("/ok"));
                } else {
                    setBad(rig, half + 2, sink.url("/hang"), refusing, sink.url("/500"));
                }
                (well ? without : with).add(phase(rig, well ? "all well" : "3 % bad", out));
            }
            long[] well = pooled(without);
            long[] bad = pooled(with);
            print(out, "all well", well);
            print(out, "3 % bad", bad);
            out.printf(
                    Locale.ROOT,
                    "healthy, with the bad against without: p50 %.2f  p99 %.2f  p99.9 %.2f; dispatcher %d MiB%n",
                    at(bad, 0.5) / at(well, 0.5),
                    at(bad, 0.99) / at(well, 0.99),
                    at(bad, 0.999) / at(well, 0.999),
                    dispatcher.residentMiB());
        }
    }

    private static long[] pooled(List<long[]> phases) {
        return phases.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static void print(PrintStream out, String name, long[] sorted) {
        out.printf(
                Locale.ROOT,
                "%-9s %,d healthy: p50 %.1f ms  p99 %.1f ms  p99.9 %.1f ms%n",
                name,
                sorted.length,
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999));
    }

    /** The endpoints whose number ends in 01, 02 and 03 of each hundred. */
    private void setBad(Rig rig, long version, String one, String two, String three) throws Exception {
        for (int id = 1; id <= endpoints; id++) {
            int place = id % 100;
            if (place >= 1 && place <= 3) {
                rig.merchant(id, version, place == 1 ? one : place == 2 ? two : three);
            }
        }
        rig.flush();
        Waiting.until(
                "the directory",
                DEADLINE,
                () -> rig.count("SELECT count(*) FROM endpoint_queue WHERE directory_version = " + version)
                        == 3L * (endpoints / 100));
    }

    /** Nanoseconds from writing to arrival, of the healthy endpoints. */
    private long[] phase(Rig rig, String name, PrintStream out) throws InterruptedException {
        latencies.clear();
        sent.clear();
        int count = rate * seconds;
        long start = System.nanoTime();
        int healthy = 0;
        for (int i = 0; i < count; i++) {
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int endpoint = 1 + (int) ((i * 7_919L) % endpoints);
            boolean bad = endpoint % 100 >= 1 && endpoint % 100 <= 3;
            String payment = String.format(Locale.ROOT, "pay_%032x", payments++);
            if (!bad) {
                sent.put(payment, System.nanoTime());
                healthy++;
            }
            rig.event(payment, endpoint, Instant.now());
        }
        int expected = healthy;
        Waiting.until("the healthy", DEADLINE, () -> latencies.size() >= expected);
        long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
        print(out, name, sorted);
        return sorted;
    }

    private void arrived(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        int from = text.indexOf("pay_");
        Long at = sent.remove(text.substring(from, text.indexOf('"', from)));
        if (at != null) {
            latencies.add(System.nanoTime() - at);
        }
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(quantile * sorted.length))] / 1e6;
    }
}
