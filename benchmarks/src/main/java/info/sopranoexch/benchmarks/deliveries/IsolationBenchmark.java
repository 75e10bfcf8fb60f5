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
 * Measures the effect of failing endpoints on healthy ones, with 10,000 endpoints at a constant rate. In alternating
 * phases 1 % of them hang, 1 % refuse connections and 1 % return 500. Compares the times from written event to received
 * webhook of healthy endpoints. Arguments: endpoints (10000), events per second (300), seconds of a phase (15), rounds
 * (6).
 */
public final class IsolationBenchmark {
    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final int WARM_UP_PHASES = 12;

    private final Map<String, Long> sent = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
    private final int endpoints;
    private final int rate;
    private final int seconds;
    private int payments;

    private IsolationBenchmark(int endpoints, int rate, int seconds) {
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
        new IsolationBenchmark(endpoints, rate, seconds).run(rounds);
        System.exit(0);
    }

    private void run(int rounds) throws Exception {
        PrintStream out = System.out;
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        String refusingUrl = "http://127.0.0.1:" + closedPort + "/";
        try (MinimalReceiver receiver = new MinimalReceiver();
                DispatcherEnvironment environment = new DispatcherEnvironment();
                DispatcherProcess dispatcher = new DispatcherProcess(environment.variables())) {
            receiver.onBody(this::arrived);
            for (int id = 1; id <= endpoints; id++) {
                environment.merchant(id, 1, receiver.url("/ok"));
            }
            environment.flush();
            Await.until(
                    "endpoint queues",
                    DEADLINE,
                    () -> environment.count("SELECT count(*) FROM endpoint_queue WHERE owner IS NOT NULL")
                            == endpoints);
            for (int i = 0; i < WARM_UP_PHASES; i++) {
                phase(environment, "warm-up", out);
            }
            // Alternates the phases and their order, so that other load and the warm-up of the JVM affect both equally.
            List<long[]> without = new ArrayList<>();
            List<long[]> with = new ArrayList<>();
            for (int half = 0; half < 2 * rounds; half++) {
                boolean well = half % 4 == 0 || half % 4 == 3;
                if (well) {
                    setFailing(environment, half + 2, receiver.url("/ok"), receiver.url("/ok"), receiver.url("/ok"));
                } else {
                    setFailing(environment, half + 2, receiver.url("/hang"), refusingUrl, receiver.url("/500"));
                }
                (well ? without : with).add(phase(environment, well ? "all healthy" : "3 % failing", out));
            }
            long[] well = pooled(without);
            long[] bad = pooled(with);
            print(out, "all healthy", well);
            print(out, "3 % failing", bad);
            out.printf(
                    Locale.ROOT,
                    "healthy endpoints, with : without failing ones: p50 %.2f  p99 %.2f  p99.9 %.2f; dispatcher %d MiB%n",
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

    /** Changes the endpoints whose number ends in 01, 02 or 03. */
    private void setFailing(DispatcherEnvironment environment, long version, String one, String two, String three)
            throws Exception {
        for (int id = 1; id <= endpoints; id++) {
            int place = id % 100;
            if (place >= 1 && place <= 3) {
                environment.merchant(id, version, place == 1 ? one : place == 2 ? two : three);
            }
        }
        environment.flush();
        Await.until(
                "directory",
                DEADLINE,
                () -> environment.count("SELECT count(*) FROM endpoint_queue WHERE directory_version = " + version)
                        == 3L * (endpoints / 100));
    }

    /** Returns the nanoseconds from written event to arrival at healthy endpoints. */
    private long[] phase(DispatcherEnvironment environment, String name, PrintStream out) throws InterruptedException {
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
            environment.event(payment, endpoint, Instant.now());
        }
        int expected = healthy;
        Await.until("healthy endpoints", DEADLINE, () -> latencies.size() >= expected);
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
