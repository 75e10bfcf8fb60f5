package info.sopranoexch.sandbox.callback;

import jakarta.annotation.PreDestroy;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends callbacks. New callbacks are sent from memory, at most {@value #MAX_IN_MEMORY} of them. All others are claimed from the
 * table: retries, callbacks with a long delay, and those that a crash left behind.
 */
@Component
class CallbackDispatcher {
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
        for (CallbackDelivery delivery : deliveries) {
            boolean fits = inMemory.size() < MAX_IN_MEMORY && delivery.delay().compareTo(MAX_DELAY_IN_MEMORY) <= 0;
            if (fits && inMemory.add(delivery.id())) {
                threads.execute(() -> attempt(delivery));
            }
        }
    }

    private void attempt(CallbackDelivery delivery) {
        LockSupport.parkNanos(delivery.delay().toNanos());
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
    @Scheduled(fixedDelay = 500, timeUnit = TimeUnit.MILLISECONDS)
    void claimDue() {
        Instant now = clock.instant();
        int free = MAX_IN_MEMORY - inMemory.size();
        if (free > 0) {
            dispatch(store.claim(now, now.plus(LEASE), free));
        }
    }

    @Scheduled(fixedDelay = 50, timeUnit = TimeUnit.MILLISECONDS)
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
                log.warn("delivered callbacks not recorded yet: {}", e.toString());
            }
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
    void prune() {
        store.prune(clock.instant().minus(RETENTION));
    }

    /** Attempts that do not end before the timeout are repeated later, so delivery is at least once. */
    @PreDestroy
    void stop() throws InterruptedException {
        var _ = concurrency.tryAcquire(maxConcurrent, SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        writeDelivered();
    }
}
