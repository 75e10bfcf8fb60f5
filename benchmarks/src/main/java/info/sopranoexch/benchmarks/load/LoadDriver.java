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

/** Runs a plan on threads of the platform: one that waits for an answer is woken by it, with nobody in between. */
final class LoadDriver {
    /** One request. Answers its outcome, such as {@code 201}. */
    interface Request {
        String send(long number) throws Exception;
    }

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final LoadPlan plan;
    private final Request request;
    private final String wanted;
    private final ConcurrentHistogram latencies = new ConcurrentHistogram(HIGHEST_MICROS, DIGITS);
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private volatile boolean measuring;

    /** @param wanted the outcome whose latency counts */
    LoadDriver(LoadPlan plan, Request request, String wanted) {
        this.plan = plan;
        this.request = request;
        this.wanted = wanted;
    }

    LoadResult run() throws InterruptedException {
        long start = System.nanoTime();
        long measured = start + plan.warmup().toNanos();
        long end = measured + plan.measured().toNanos();
        long cpu;
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            if (plan.open()) {
                threads.submit(() -> sendAtRate(threads, start, end));
            } else {
                for (int client = 0; client < plan.concurrency(); client++) {
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
        return new LoadResult(plan, latencies, counted, plan.measured(), Duration.ofNanos(cpu));
    }

    private void sendInTurn(int client, long end) {
        LongUnaryOperator number = turn -> turn * plan.concurrency() + client;
        for (long turn = 0; System.nanoTime() < end; turn++) {
            one(number.applyAsLong(turn), System.nanoTime());
        }
    }

    private void sendAtRate(ExecutorService threads, long start, long end) {
        // A request that finds no room waits, and its waiting counts: the base is the intended start.
        var room = new Semaphore(plan.concurrency());
        long interval = plan.interval();
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
            if (outcome.equals(wanted)) {
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
