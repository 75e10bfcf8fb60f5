package info.sopranoexch.webhook.lane;

import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.webhook.publishing.WebhookEventPublisher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
 * Records results in groups: while one transaction commits, the next group gathers, so the busier it is the more share a
 * commit. Nobody waits for a record but the payment's next status, so a result waits a moment for company. A result that cannot be recorded is kept and tried again until it can; attempts then block at {@link #put}, and
 * with them the lanes.
 */
@Component
class ResultWriter {
    private static final Logger log = LoggerFactory.getLogger(ResultWriter.class);
    private static final int CAPACITY = 2_048;
    private static final int COMPANY = 16;
    private static final long WAIT_MILLIS = 500;
    private static final long FIRST_BACKOFF = 50;
    private static final long LONGEST_BACKOFF = 2_000;

    private final BlockingQueue<AttemptRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final ResultStore store;
    private final LaneBoard board;
    private final LaneLeases leases;
    private final WebhookEventPublisher publisher;
    private final LaneMetrics metrics;
    private final int maxBatch;
    private final Duration gather;
    private final InstantSource clock;
    private volatile boolean stopping;
    private @Nullable Thread thread;

    ResultWriter(
            ResultStore store,
            LaneBoard board,
            LaneLeases leases,
            WebhookEventPublisher publisher,
            LaneMetrics metrics,
            LaneProperties properties,
            InstantSource clock) {
        this.store = store;
        this.board = board;
        this.leases = leases;
        this.publisher = publisher;
        this.metrics = metrics;
        this.maxBatch = properties.maxBatch();
        this.gather = properties.gather();
        this.clock = clock;
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

    /** One step: records one group, if one comes within {@code millis}. @return its size */
    int runOnce(long millis) throws InterruptedException {
        AttemptRecord first = queue.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return 0;
        }
        if (!stopping && queue.size() < COMPANY) {
            TimeUnit.NANOSECONDS.sleep(gather.toNanos());
        }
        List<AttemptRecord> group = new ArrayList<>();
        group.add(first);
        queue.drainTo(group, maxBatch - 1);
        record(group);
        return group.size();
    }

    private void record(List<AttemptRecord> group) throws InterruptedException {
        long backoff = FIRST_BACKOFF;
        boolean again = false;
        while (true) {
            try {
                if (again && store.isRecorded(group)) {
                    board.recorded(group, List.of(), List.of());
                    metrics.recorded(group);
                    return;
                }
                ResultStore.Recorded recorded = store.record(leases.instance(), group);
                board.recorded(recorded.records(), recorded.promoted(), recorded.fenced());
                publisher.publish(recorded.outbox());
                metrics.recorded(recorded.records());
                return;
            } catch (DataIntegrityViolationException e) {
                isolate(group, e);
                return;
            } catch (RuntimeException e) {
                log.warn("{} results cannot be recorded, again in {} ms: {}", group.size(), backoff, e.toString());
                if (stopping) {
                    throw e;
                }
                again = true;
                TimeUnit.MILLISECONDS.sleep(backoff);
                backoff = Math.min(2 * backoff, LONGEST_BACKOFF);
            }
        }
    }

    /** A result that breaks the transaction is found by halving; only its own delivery is held up by it. */
    private void isolate(List<AttemptRecord> group, DataIntegrityViolationException failure)
            throws InterruptedException {
        if (group.size() > 1) {
            int half = group.size() / 2;
            record(group.subList(0, half));
            record(group.subList(half, group.size()));
            return;
        }
        AttemptRecord record = group.getFirst();
        try (var _ =
                LogContext.of(record.delivery().paymentId(), record.delivery().traceparent())) {
            log.error(
                    "Indicates a bug: the result of {} cannot be recorded",
                    record.delivery().id(),
                    failure);
        }
        defer(record);
    }

    /** A delivery whose result cannot be recorded follows the retry schedule, whatever the result is. */
    private void defer(AttemptRecord record) throws InterruptedException {
        Instant until =
                clock.instant().plus(RetrySchedule.delayAfter(record.delivery().nextTry()));
        for (long backoff = FIRST_BACKOFF; ; backoff = Math.min(2 * backoff, LONGEST_BACKOFF)) {
            try {
                if (store.defer(leases.instance(), record, until)) {
                    board.recorded(List.of(record.deferredTo(until)), List.of(), List.of());
                } else {
                    board.drop(List.of(record.endpointId()));
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
                log.warn("Results were left unrecorded; their deliveries will be sent again: {}", e.toString());
            }
        });
    }

    /** Records what is there, up to {@code millis}, and stops. */
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
