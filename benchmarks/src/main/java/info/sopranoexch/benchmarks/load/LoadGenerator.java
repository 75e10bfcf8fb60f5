package info.sopranoexch.benchmarks.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.ConcurrentHistogram;

/** Runs a load profile on platform threads, because virtual threads add a thread switch to each response. */
final class LoadGenerator {
    /** Sends one request and returns its outcome, such as {@code 201}. */
    interface Request {
        String send(long number) throws Exception;
    }

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final LoadProfile profile;
    private final Request request;
    private final String expected;
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private volatile boolean measuring;

    /** @param expected the outcome whose latency counts */
    LoadGenerator(LoadProfile profile, Request request, String expected) {
        this.profile = profile;
        this.request = request;
        this.expected = expected;
    }

    LoadResult run() throws InterruptedException {
        long start = System.nanoTime();
        long measured = start + profile.warmup().toNanos();
        long end = measured + profile.measured().toNanos();
        long cpu;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            if (profile.open()) {
                threads.submit(() -> sendAtRate(threads, start, end));
            } else {
                for (int client = 0; client < profile.concurrency(); client++) {
                    int first = client;
                    threads.submit(() -> sendInTurn(first, end));
                }
            }
            TimeUnit.NANOSECONDS.sleep(measured - System.nanoTime());
            cpu = cpuTime();
            measuring = true;
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            measuring = false;
            cpu = cpuTime() - cpu;
        }
        Map<String, Long> counted = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counted.put(outcome, count.sum()));
        return new LoadResult(profile, latencies, counted, profile.measured(), Duration.ofNanos(cpu));
    }

    private void sendInTurn(int client, long end) {
        LongUnaryOperator number = turn -> turn * profile.concurrency() + client;
        for (long turn = 0; System.nanoTime() < end; turn++) {
            one(number.applyAsLong(turn), System.nanoTime());
        }
    }

    private void sendAtRate(ExecutorService threads, long start, long end) {
        // The latency includes the wait for a permit: it starts at the intended start.
        var room = new Semaphore(profile.concurrency());
        long interval = profile.interval();
        for (long number = 0; start + number * interval < end; number++) {
            long intended = start + number * interval;
            while (System.nanoTime() < intended) {
                LockSupport.parkNanos(intended - System.nanoTime());
            }
            long current = number;
            room.acquireUninterruptibly();
            threads.submit(() -> {
                try {
                    one(current, intended);
                } finally {
                    room.release();
                }
            });
        }
    }

    private void one(long number, long intended) {
        boolean counts = measuring;
        String outcome;
        try {
            outcome = request.send(number);
        } catch (Exception e) {
            outcome = e.getClass().getSimpleName();
        }
        if (counts && measuring) {
            outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
            if (outcome.equals(expected)) {
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - intended);
                latencies.recordValue(Math.min(micros, HIGHEST_MICROS));
            }
        }
    }

    private static long cpuTime() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toNanos)
                .orElse(0L);
    }
}
