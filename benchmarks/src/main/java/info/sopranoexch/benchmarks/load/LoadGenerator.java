package info.sopranoexch.benchmarks.load;

import info.sopranoexch.localstack.LocalStack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;

/** Runs a load profile on platform threads, because virtual threads add a thread switch to each response. */
final class LoadGenerator {
    /** Sends the requests of one attempt and returns its outcome, such as {@code 201}. */
    interface Request {
        String send(Attempt attempt) throws Exception;
    }

    private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(2);
    private static final int DIGITS = 3;

    private final LoadProfile profile;
    private final Request request;
    private final Map<String, ConcurrentHistogram> latencies = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
    private volatile boolean measuring;

    /**
     * One attempt.
     *
     * @param number from 0
     * @param startNanos intended start, which precedes the actual one if the load is late
     */
    record Attempt(LoadGenerator generator, long number, long startNanos) {
        /** Records the time since the intended start of the attempt as the latency of a step. */
        void record(String step) {
            record(step, startNanos);
        }

        /** Records the time since the start of a step. */
        void record(String step, long stepStartNanos) {
            if (generator.measuring) {
                long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - stepStartNanos);
                generator
                        .latencies
                        .computeIfAbsent(step, _ -> new ConcurrentHistogram(HIGHEST_MICROS, DIGITS))
                        .recordValue(Math.min(micros, HIGHEST_MICROS));
            }
        }
    }

    private LoadGenerator(LoadProfile profile, Request request) {
        this.profile = profile;
        this.request = request;
    }

    /** Counts attempts that end during the measurement, and the processor time of the stack and of this process. */
    static LoadResult run(LoadProfile profile, LocalStack stack, Request request) throws InterruptedException {
        return new LoadGenerator(profile, request).run(stack);
    }

    private LoadResult run(LocalStack stack) throws InterruptedException {
        long start = System.nanoTime();
        long measured = start + profile.warmup().toNanos();
        long end = measured + profile.measured().toNanos();
        Map<String, Long> processorTime;
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
            Map<String, Long> before = ProcessorTime.of(stack);
            measuring = true;
            TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
            measuring = false;
            processorTime = new LinkedHashMap<>(ProcessorTime.of(stack));
            processorTime.replaceAll((process, millis) -> millis - before.getOrDefault(process, 0L));
        }
        Map<String, Long> counted = new TreeMap<>();
        outcomes.forEach((outcome, count) -> counted.put(outcome, count.sum()));
        return new LoadResult(profile, Map.copyOf(latencies), counted, processorTime);
    }

    private void sendInTurn(int client, long end) {
        for (long turn = 0; System.nanoTime() < end; turn++) {
            send(turn * profile.concurrency() + client, System.nanoTime());
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
                    send(current, intended);
                } finally {
                    room.release();
                }
            });
        }
    }

    private void send(long number, long intended) {
        String outcome;
        try {
            outcome = request.send(new Attempt(this, number, intended));
        } catch (Exception e) {
            outcome = e.getClass().getSimpleName();
        }
        if (measuring) {
            outcomes.computeIfAbsent(outcome, _ -> new LongAdder()).increment();
        }
    }
}
