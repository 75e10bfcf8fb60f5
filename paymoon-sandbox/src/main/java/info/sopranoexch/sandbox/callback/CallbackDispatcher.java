package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends callbacks. New callbacks are sent from memory, at most {@value #MAX_IN_MEMORY} of them. All others are claimed from the
 * table: retries, callbacks with a long delay, and those that a crash left behind.
 */
@Component
class CallbackDispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CallbackDispatcher.class);
    private static final int MAX_IN_MEMORY = 2_000;
    private static final Duration LEASE = Duration.ofSeconds(15);
    /** Callbacks with a longer delay are claimed from the table. */
    private static final Duration MAX_DELAY_IN_MEMORY = Duration.ofSeconds(2);

    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration RETENTION = Duration.ofDays(2);

    private final CallbackStore store;
    private final CallbackSender sender;
    private final InstantSource clock;
    private final int maxConcurrent;
    private final Semaphore concurrency;
    private final Set<Long> inMemory = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<Long> delivered = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile @Nullable ScheduledExecutorService timer;

    CallbackDispatcher(CallbackStore store, CallbackSender sender, CallbackProperties properties, InstantSource clock) {
        this.store = store;
        this.sender = sender;
        this.clock = clock;
        this.maxConcurrent = properties.callbackConcurrency();
        this.concurrency = new Semaphore(maxConcurrent);
    }

    static Instant claimAt(Instant now, Duration delay) {
        return delay.compareTo(MAX_DELAY_IN_MEMORY) > 0
                ? now.plus(delay)
                : now.plus(delay).plus(LEASE);
    }

    /** Starts attempts and returns. Callbacks above the limit are claimed from the table when their lease ends. */
    void dispatch(List<CallbackDelivery> deliveries) {
        ScheduledExecutorService running = timer;
        for (CallbackDelivery delivery : deliveries) {
            boolean fits = inMemory.size() < MAX_IN_MEMORY && delivery.delay().compareTo(MAX_DELAY_IN_MEMORY) <= 0;
            if (running == null || !fits || !inMemory.add(delivery.id())) {
                continue;
            }
            if (delivery.delay().isZero()) {
                threads.execute(() -> attempt(delivery));
            } else {
                var _ = running.schedule(
                        () -> threads.execute(() -> attempt(delivery)),
                        delivery.delay().toMillis(),
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private void attempt(CallbackDelivery delivery) {
        concurrency.acquireUninterruptibly();
        try {
            record(delivery, sender.send(delivery));
        } catch (RuntimeException e) {
            log.warn("result of callback={} not recorded; the callback will be repeated", delivery.id(), e);
        } finally {
            concurrency.release();
            inMemory.remove(delivery.id());
        }
    }

    private void record(CallbackDelivery delivery, CallbackSender.Result result) {
        if (result.delivered()) {
            // Recorded in batches, because one statement for each callback is slower.
            delivered.add(delivery.id());
            return;
        }
        Instant now = clock.instant();
        Instant next = CallbackRetrySchedule.next(delivery.attempts() + 1, delivery.createdAt(), now);
        log.info("callback event={} failed: {}", delivery.message().eventId(), result.result());
        if (delivery.forged() || result.permanent() || next == null) {
            store.givenUp(delivery.id(), result.result(), now);
        } else {
            store.failed(delivery.id(), result.result(), now, next);
        }
    }

    /** Claims due callbacks from the table. */
    void claimDue() {
        Instant now = clock.instant();
        int free = MAX_IN_MEMORY - inMemory.size();
        if (free > 0) {
            dispatch(store.claim(now, now.plus(LEASE), free));
        }
    }

    void writeDelivered() {
        var ids = new ArrayList<Long>();
        for (Long id = delivered.poll(); id != null; id = delivered.poll()) {
            ids.add(id);
        }
        if (!ids.isEmpty()) {
            try {
                store.delivered(ids, clock.instant());
            } catch (RuntimeException e) {
                delivered.addAll(ids);
                throw e;
            }
        }
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("callback-timer").daemon().factory());
        every(started, Duration.ofMillis(50), this::writeDelivered);
        every(started, Duration.ofMillis(500), this::claimDue);
        every(started, Duration.ofHours(1), () -> store.prune(clock.instant().minus(RETENTION)));
        timer = started;
    }

    private static void every(ScheduledExecutorService timer, Duration period, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.warn("callback job failed: {}", e.toString());
                    }
                },
                period.toMillis(),
                period.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        ScheduledExecutorService stopping = timer;
        if (stopping != null) {
            timer = null;
            stopping.shutdownNow();
            awaitAttempts();
            writeDelivered();
        }
    }

    /** Attempts that do not end before the timeout are repeated later, so delivery is at least once. */
    private void awaitAttempts() {
        try {
            if (concurrency.tryAcquire(maxConcurrent, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                concurrency.release(maxConcurrent);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }
}
