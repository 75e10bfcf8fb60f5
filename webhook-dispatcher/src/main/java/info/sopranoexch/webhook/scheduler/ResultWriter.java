package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.webhook.outbox.WebhookEventOutbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Records the results of attempts in batches. While one transaction commits, the next batch fills, so a busy instance records more
 * results in one commit. A result lingers for others because only the next webhook of the same payment waits for it. A result that
 * cannot be recorded is retried until it is; meanwhile the queue fills, and attempts block in {@link #put}.
 */
@Component
class ResultWriter {
    private static final Logger log = LoggerFactory.getLogger(ResultWriter.class);
    /** With this many results in the queue, a batch does not linger. */
    private static final int NO_LINGER_SIZE = 16;

    private static final long WAIT_MILLIS = 500;
    private static final long FIRST_BACKOFF = 50;
    private static final long LONGEST_BACKOFF = 2_000;

    private final BlockingQueue<AttemptRecord> queue;
    private final ResultStore store;
    private final DeliveryScheduler scheduler;
    private final EndpointLeases leases;
    private final WebhookEventOutbox outbox;
    private final DeliveryMetrics metrics;
    private final int maxBatch;
    private final Duration linger;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ResultWriter(
            ResultStore store,
            DeliveryScheduler scheduler,
            EndpointLeases leases,
            WebhookEventOutbox outbox,
            DeliveryMetrics metrics,
            SchedulerProperties properties) {
        this.store = store;
        this.scheduler = scheduler;
        this.leases = leases;
        this.outbox = outbox;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(properties.maxUnrecorded());
        this.maxBatch = properties.maxBatch();
        this.linger = properties.linger();
    }

    /** Blocks while the queue is full. */
    void put(AttemptRecord record) {
        try {
            queue.put(record);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before the result was recorded", e);
        }
    }

    /** One step: records one batch if a result arrives within {@code millis}. @return the size of the batch */
    int runOnce(long millis) throws InterruptedException {
        AttemptRecord first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return 0;
        }
        if (!stopping && queue.size() < NO_LINGER_SIZE) {
            TimeUnit.NANOSECONDS.sleep(linger.toNanos());
        }
        List<AttemptRecord> batch = new ArrayList<>();
        batch.add(first);
        queue.drainTo(batch, maxBatch - 1);
        record(batch);
        return batch.size();
    }

    private void record(List<AttemptRecord> batch) throws InterruptedException {
        long backoff = FIRST_BACKOFF;
        boolean retry = false;
        while (true) {
            try {
                if (retry && store.isRecorded(batch)) {
                    scheduler.recorded(batch, List.of(), List.of());
                    metrics.recorded(batch);
                    return;
                }
                ResultStore.Recorded recorded = store.record(leases.instance(), batch);
                scheduler.recorded(recorded.records(), recorded.promoted(), recorded.fenced());
                outbox.publishSoon(ResultStore.shard(leases.instance()));
                metrics.recorded(recorded.records());
                return;
            } catch (DataIntegrityViolationException e) {
                isolate(batch, e);
                return;
            } catch (RuntimeException e) {
                log.warn("{} results cannot be recorded, retrying in {} ms: {}", batch.size(), backoff, e.toString());
                if (stopping) {
                    throw e;
                }
                retry = true;
                TimeUnit.MILLISECONDS.sleep(backoff);
                backoff = Math.min(2 * backoff, LONGEST_BACKOFF);
            }
        }
    }

    /** Finds the result that breaks the transaction by bisection, and defers only its delivery. */
    private void isolate(List<AttemptRecord> batch, DataIntegrityViolationException failure)
            throws InterruptedException {
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            record(batch.subList(0, half));
            record(batch.subList(half, batch.size()));
            return;
        }
        AttemptRecord record = batch.getFirst();
        try (var _ =
                LogContext.of(record.delivery().paymentId(), record.delivery().traceparent())) {
            log.error(
                    "Indicates a bug: the result of {} cannot be recorded",
                    record.delivery().id(),
                    failure);
        }
        defer(record);
    }

    /** Retries a delivery whose result cannot be recorded by the retry schedule, even after a success. */
    private void defer(AttemptRecord record) throws InterruptedException {
        Instant until =
                record.at().plus(RetrySchedule.delayAfter(record.delivery().nextTry()));
        for (long backoff = FIRST_BACKOFF; ; backoff = Math.min(2 * backoff, LONGEST_BACKOFF)) {
            try {
                if (store.defer(leases.instance(), record, until)) {
                    scheduler.recorded(List.of(record.deferredTo(until)), List.of(), List.of());
                } else {
                    scheduler.drop(List.of(record.endpointId()));
                }
                return;
            } catch (RuntimeException e) {
                log.warn("An attempt cannot be counted, retrying in {} ms: {}", backoff, e.toString());
                if (stopping) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(backoff);
            }
        }
    }

    void start() {
        stopping = false;
        thread = Thread.ofPlatform().name("result-writer").daemon().start(() -> {
            try {
                while (!stopping || !queue.isEmpty()) {
                    runOnce(WAIT_MILLIS);
                }
            } catch (InterruptedException | RuntimeException e) {
                log.warn("Results were not recorded; their deliveries will be sent again: {}", e.toString());
            }
        });
    }

    /** Stops after the queue is empty, or after {@code millis}. */
    void stop(long millis) {
        stopping = true;
        Thread writer = thread;
        if (writer == null) {
            return;
        }
        try {
            writer.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
