package info.sopranoexch.provider.invoice;

import info.sopranoexch.starter.logging.LogContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs work: that of one payment in the order it was given, that of different payments side by side, so much at a time and
 * no more. At shutdown it stops after the listeners, which feed it, and before the producers, which its work needs.
 */
@Component
class PaymentLanes implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PaymentLanes.class);
    private static final long IDLE_SECONDS = 60;

    private final LaneProperties properties;
    private final Semaphore inHand;
    private final ConcurrentHashMap<String, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();
    /** Questions of work that is in hand and has not begun. */
    private final Set<Object> waiting = ConcurrentHashMap.newKeySet();
    /** Platform threads: each waits for one socket at a time, and the kernel wakes it without a poller between. */
    private final ThreadPoolExecutor threads;

    private volatile boolean started;

    PaymentLanes(LaneProperties properties, MeterRegistry meters) {
        this.properties = properties;
        this.inHand = new Semaphore(properties.maxInHand());
        this.threads = new ThreadPoolExecutor(
                properties.maxRunning(),
                properties.maxRunning(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("lane-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
        Gauge.builder("soprano.provider.work.in.hand", this, PaymentLanes::inHand)
                .register(meters);
    }

    /**
     * Takes work in hand, unless the same waits already: then that will do, or a payment that hangs and is asked about again
     * and again would take every place. Waits while there is too much of it: that is what slows the consumer down. Work is
     * bounded in time, so the wait is.
     *
     * @param question what the work asks, the payment included; tells whether it is the same
     * @param work must end by itself; what it throws is logged
     * @throws InterruptedException when the consumer is being stopped: the work was not taken
     */
    void submit(String paymentId, Object question, Runnable work) throws InterruptedException {
        if (!waiting.add(question)) {
            return;
        }
        try {
            inHand.acquire();
        } catch (InterruptedException e) {
            waiting.remove(question);
            throw e;
        }
        var lane = new CompletableFuture<Void>();
        CompletableFuture<Void> before = tails.put(paymentId, lane);
        CompletableFuture<Void> ready = before == null ? CompletableFuture.completedFuture(null) : before;
        var _ = ready.whenCompleteAsync((_, _) -> run(paymentId, question, work, lane), threads);
    }

    private void run(String paymentId, Object question, Runnable work, CompletableFuture<Void> lane) {
        // What comes from now on may be about something that this run does not see any more.
        waiting.remove(question);
        try {
            work.run();
        } catch (RuntimeException e) {
            try (var _ = LogContext.of(paymentId, null)) {
                log.error("work failed", e);
            }
        } finally {
            tails.remove(paymentId, lane);
            inHand.release();
            lane.complete(null);
        }
    }

    int inHand() {
        return properties.maxInHand() - inHand.availablePermits();
    }

    @Override
    public void start() {
        started = true;
    }

    /** Waits for what is in hand, up to the time set; the rest is left for the payment service to ask again. */
    @Override
    public void stop() {
        started = false;
        int all = properties.maxInHand();
        try {
            if (inHand.tryAcquire(all, properties.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                inHand.release(all);
            } else {
                log.warn("stopping with {} pieces of work in hand", inHand());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Between the listener containers' (far above) and the producers' (the lowest). */
    @Override
    public int getPhase() {
        return 0;
    }
}
