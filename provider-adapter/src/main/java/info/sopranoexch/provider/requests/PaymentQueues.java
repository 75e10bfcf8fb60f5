package info.sopranoexch.provider.requests;

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
 * Runs tasks of one payment in order and tasks of different payments in parallel, with a limit for both. A shutdown stops
 * it after the Kafka listeners, which submit tasks, and before the producers, which tasks use.
 */
@Component
class PaymentQueues implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(PaymentQueues.class);
    private static final long IDLE_SECONDS = 60;

    private final ProviderRequestProperties properties;
    private final Semaphore inProgress;
    /** The last task of each payment. */
    private final ConcurrentHashMap<String, CompletableFuture<Void>> tails = new ConcurrentHashMap<>();
    /** Contents of the tasks that have not started. */
    private final Set<Object> waiting = ConcurrentHashMap.newKeySet();
    /** Platform threads cost fewer context switches than virtual ones here: each waits for one socket at a time. */
    private final ThreadPoolExecutor threads;

    private volatile boolean started;

    PaymentQueues(ProviderRequestProperties properties, MeterRegistry meters) {
        this.properties = properties;
        this.inProgress = new Semaphore(properties.maxInProgress());
        this.threads = new ThreadPoolExecutor(
                properties.maxConcurrent(),
                properties.maxConcurrent(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("provider-request-", 0).daemon().factory());
        this.threads.allowCoreThreadTimeOut(true);
        Gauge.builder("soprano.provider.requests.in.progress", this, PaymentQueues::inProgress)
                .register(meters);
    }

    /**
     * Queues a task, unless a task with equal content waits already: repeated requests of a slow payment must not fill the
     * queue. Blocks at the limit, which slows the Kafka consumer down; tasks have deadlines, so the wait ends.
     *
     * @param content identifies duplicates; includes the payment
     * @param task must end by itself; its exceptions are logged
     * @throws InterruptedException if the consumer is being stopped; the task was not queued
     */
    void submit(String paymentId, Object content, Runnable task) throws InterruptedException {
        if (!waiting.add(content)) {
            return;
        }
        try {
            inProgress.acquire();
        } catch (InterruptedException e) {
            waiting.remove(content);
            throw e;
        }
        var tail = new CompletableFuture<Void>();
        CompletableFuture<Void> previous = tails.put(paymentId, tail);
        CompletableFuture<Void> ready = previous == null ? CompletableFuture.completedFuture(null) : previous;
        var _ = ready.whenCompleteAsync((_, _) -> run(paymentId, content, task, tail), threads);
    }

    private void run(String paymentId, Object content, Runnable task, CompletableFuture<Void> tail) {
        // A running task may miss changes from now on, so an equal task is no duplicate any more.
        waiting.remove(content);
        try {
            task.run();
        } catch (RuntimeException e) {
            try (var _ = LogContext.of(paymentId, null)) {
                log.error("request failed", e);
            }
        } finally {
            tails.remove(paymentId, tail);
            inProgress.release();
            tail.complete(null);
        }
    }

    int inProgress() {
        return properties.maxInProgress() - inProgress.availablePermits();
    }

    @Override
    public void start() {
        started = true;
    }

    /** Waits for tasks in progress until the timeout. The payment service repeats the requests that remain. */
    @Override
    public void stop() {
        started = false;
        int all = properties.maxInProgress();
        try {
            if (inProgress.tryAcquire(all, properties.shutdownTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                inProgress.release(all);
            } else {
                log.warn("stopping with {} requests in progress", inProgress());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /** Between the listener containers (far above) and the producers (the lowest). */
    @Override
    public int getPhase() {
        return 0;
    }
}
