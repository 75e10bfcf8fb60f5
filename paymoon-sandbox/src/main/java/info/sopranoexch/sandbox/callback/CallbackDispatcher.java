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
 * Sends deliveries: from memory as they are made, from the table what memory lost, refused or has to try again. At most
 * {@value #MAX_IN_HAND} are held in memory; the table holds the rest.
 */
@Component
class CallbackDispatcher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(CallbackDispatcher.class);
    private static final int MAX_IN_HAND = 2_000;
    private static final Duration LEASE = Duration.ofSeconds(15);
    /** A longer delay is left to the table. */
    private static final Duration LONGEST_IN_MEMORY = Duration.ofSeconds(2);

    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofDays(2);

    private final CallbackStore store;
    private final CallbackSender sender;
    private final InstantSource clock;
    private final int maxConcurrent;
    private final Semaphore concurrency;
    private final Set<Long> inHand = ConcurrentHashMap.newKeySet();
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

    static Instant takeUpAt(Instant now, Duration delay) {
        return delay.compareTo(LONGEST_IN_MEMORY) > 0
                ? now.plus(delay)
                : now.plus(delay).plus(LEASE);
    }

    /** Sends without waiting. What does not fit is left to the table, which takes it up when its lease ends. */
    void dispatch(List<Delivery> deliveries) {
        ScheduledExecutorService running = timer;
        for (Delivery delivery : deliveries) {
            boolean fits = inHand.size() < MAX_IN_HAND && delivery.delay().compareTo(LONGEST_IN_MEMORY) <= 0;
            if (running == null || !fits || !inHand.add(delivery.id())) {
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

    private void attempt(Delivery delivery) {
        concurrency.acquireUninterruptibly();
        try {
            record(delivery, sender.send(delivery));
        } catch (RuntimeException e) {
            log.warn("attempt not recorded callback={}: the table will repeat it", delivery.id(), e);
        } finally {
            concurrency.release();
            inHand.remove(delivery.id());
        }
    }

    private void record(Delivery delivery, CallbackSender.Result result) {
        if (result.delivered()) {
            // Written in batches: a statement a callback would cost more than the callback.
            delivered.add(delivery.id());
            return;
        }
        Instant now = clock.instant();
        Instant next = RetrySchedule.next(delivery.attempts() + 1, delivery.createdAt(), now);
        log.info("callback event={} failed: {}", delivery.announcement().eventId(), result.result());
        if (delivery.forged() || result.hopeless() || next == null) {
            store.givenUp(delivery.id(), result.result(), now);
        } else {
            store.failed(delivery.id(), result.result(), now, next);
        }
    }

    /** Takes up what is due in the table. */
    void takeUpDue() {
        Instant now = clock.instant();
        int room = MAX_IN_HAND - inHand.size();
        if (room > 0) {
            dispatch(store.claim(now, now.plus(LEASE), room));
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
        every(started, Duration.ofMillis(500), this::takeUpDue);
        every(started, Duration.ofHours(1), () -> store.prune(clock.instant().minus(KEPT)));
        timer = started;
    }

    private static void every(ScheduledExecutorService timer, Duration period, Runnable task) {
        var _ = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        log.warn("callback queue: {}", e.toString());
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

    /** What does not end in time is told again by the table: at least once. */
    private void awaitAttempts() {
        try {
            if (concurrency.tryAcquire(maxConcurrent, DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
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
