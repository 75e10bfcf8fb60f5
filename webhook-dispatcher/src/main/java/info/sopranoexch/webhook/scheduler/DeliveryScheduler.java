package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.scheduler.ConcurrencyLimiter.InFlightAttempt;
import info.sopranoexch.webhook.scheduler.DeliveryBuffer.LoadRequest;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Schedules webhook deliveries fairly across the endpoint queues that this instance owns.
 *
 * <p>It starts due deliveries on virtual threads, one endpoint after the other, as far as {@link ConcurrencyLimiter} permits.
 * {@link DeliveryBuffer} holds the next deliveries of each queue; the other deliveries stay in the database. One lock guards all
 * of this state. The lock is never held during I/O.
 *
 * <p>Two kinds of rows are stale and must not be sent again. The first kind was read while its attempt was being recorded:
 * {@link EndpointQueue#changedWhileLoading} lists those rows. The second kind is offered after its attempt was recorded, because a
 * notification overtook the thread that committed it: {@link #recentlyCompleted} lists those rows.
 */
@Component
class DeliveryScheduler {
    private final SchedulerProperties properties;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition starved = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Map<Long, EndpointQueue> queues = new HashMap<>();
    private final ReadyQueues readyQueues = new ReadyQueues();
    private final RetryTimers timers = new RetryTimers();
    private final DeliveryBuffer buffer;
    private final ConcurrencyLimiter limiter;
    private final Set<Long> recentlyCompleted;
    private Consumer<InFlightAttempt> starter = attempt -> {};
    private boolean open;
    private boolean closed;

    DeliveryScheduler(SchedulerProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
        this.limiter = new ConcurrencyLimiter(properties.maxConcurrency());
        this.buffer = new DeliveryBuffer(properties.maxBuffered(), timers, starved::signal);
        this.recentlyCompleted = lastIds(properties.rememberedCompletions());
    }

    /** A set that keeps the last {@code size} ids. */
    private static Set<Long> lastIds(int size) {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                return size() > size;
            }
        });
    }

    /** Returns true if the endpoint's queue is in memory. Its lease may have expired in the meantime. */
    boolean owns(long endpointId) {
        return locked(() -> queues.containsKey(endpointId));
    }

    /** Accepts deliveries that were just committed and are ready to be sent. Deliveries of foreign queues are ignored. */
    void offer(Collection<Delivery> ready) {
        run(now -> ready.forEach(delivery -> {
            EndpointQueue queue = queues.get(delivery.endpointId());
            if (queue != null) {
                accept(queue, delivery, now);
            }
        }));
    }

    /** Reloads endpoint queues after their rows changed in the database. Foreign queues are ignored. */
    void reload(Collection<Long> endpointIds) {
        run(now -> endpointIds.forEach(id -> {
            EndpointQueue queue = queues.get(id);
            if (queue != null) {
                buffer.requestReloadWithExpedited(queue);
                review(queue, now);
            }
        }));
    }

    void startWith(Consumer<InFlightAttempt> attemptStarter) {
        run(_ -> starter = attemptStarter);
    }

    /** While the scheduler is not open, it starts no attempt. */
    void setOpen(boolean nowOpen) {
        run(_ -> open = nowOpen && !closed);
    }

    /** Closes the scheduler for good: a renewed lease does not open it again. */
    void close() {
        run(_ -> {
            closed = true;
            open = false;
        });
    }

    Duration shutdownTimeout() {
        return properties.shutdownTimeout();
    }

    boolean isOpen() {
        return locked(() -> open);
    }

    /** Waits until no attempt is in flight, up to {@code millis}. */
    void awaitIdle(long millis) {
        locked(() -> {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            try {
                while (limiter.inFlight() > 0 && nanos > 0) {
                    nanos = idle.awaitNanos(nanos);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return nanos;
        });
    }

    /** Adds endpoint queues that this instance claimed. */
    void adopt(Collection<EndpointLease> leases) {
        run(now -> leases.forEach(lease -> {
            remove(lease.endpointId());
            EndpointQueue queue = new EndpointQueue(lease, properties);
            queues.put(lease.endpointId(), queue);
            review(queue, now);
        }));
    }

    /** Removes endpoint queues that this instance lost. */
    void drop(Collection<Long> endpointIds) {
        run(_ -> endpointIds.forEach(this::remove));
    }

    private void remove(long endpointId) {
        EndpointQueue queue = queues.remove(endpointId);
        if (queue != null) {
            buffer.forget(queue);
        }
    }

    /** The epoch of each owned queue, by endpoint. */
    Map<Long, Long> epochs() {
        return locked(() -> {
            Map<Long, Long> epochs = new HashMap<>();
            queues.values().forEach(queue -> epochs.put(queue.endpointId, queue.epoch));
            return epochs;
        });
    }

    /** Removes up to {@code count} idle queues, so that another instance can claim them. */
    List<EndpointLease> surrender(int count) {
        return locked(() -> {
            List<EndpointQueue> surrendered = queues.values().stream()
                    .filter(EndpointQueue::isIdle)
                    .limit(count)
                    .toList();
            surrendered.forEach(queue -> remove(queue.endpointId));
            return surrendered.stream()
                    .map(queue -> EndpointLease.of(queue.endpointId, queue.epoch))
                    .toList();
        });
    }

    /** Applies a change that the merchant made to an endpoint. */
    void endpointChanged(long endpointId, long version, boolean enabled) {
        run(now -> {
            EndpointQueue queue = queues.get(endpointId);
            if (queue != null && version > queue.version) {
                queue.version = version;
                queue.health.changed(enabled);
                buffer.requestReload(queue);
                review(queue, now);
            }
        });
    }

    /** Processes timers that expired and attempts that take too long. */
    void tick() {
        run(now -> {
            limiter.moveStalled(properties.slowAfter().toNanos(), System.nanoTime());
            RetryTimers.Timer due;
            while ((due = timers.poll(now)) != null) {
                EndpointQueue queue = due.queue();
                Delivery delivery = due.delivery();
                if (delivery == null) {
                    queue.reloadAt = null;
                    buffer.requestReload(queue);
                } else if (queue.timed.remove(delivery.id())) {
                    queue.ready.addLast(delivery);
                }
                review(queue, now);
            }
        });
    }

    /** Returns queues that have to be loaded from the database; waits up to {@code millis} for one. */
    @SuppressWarnings("WaitNotInLoop") // after a spurious wake-up the caller calls again
    List<LoadRequest> awaitLoadRequests(int count, long millis) {
        return locked(() -> {
            if (!buffer.canLoad()) {
                try {
                    starved.await(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return List.of();
                }
            }
            return buffer.loadRequests(count, clock.instant());
        });
    }

    /**
     * Completes a load.
     *
     * @param rows the queue's rows by due time; null if the query failed
     */
    void loaded(LoadRequest request, @Nullable List<Delivery> rows) {
        run(now -> {
            buffer.loaded(request, rows, now);
            review(request.queue(), now);
        });
    }

    /** Updates the endpoint's health after a successful attempt. */
    EndpointHealth.Snapshot succeeded(InFlightAttempt attempt, Duration took) {
        return locked(() -> attempt.queue.health.succeeded(took));
    }

    /** Updates the endpoint's health after a failed attempt. */
    EndpointHealth.Snapshot failed(InFlightAttempt attempt, SendResult result, RetrySchedule schedule) {
        return locked(() -> attempt.queue.health.failed(result, clock.instant(), schedule));
    }

    /** Ends an attempt. The delivery stays in the buffer until {@link #recorded}. */
    void release(InFlightAttempt attempt) {
        run(now -> {
            limiter.release(attempt);
            idle.signalAll();
            review(attempt.queue, now);
        });
    }

    /**
     * Ends an attempt that sent nothing; the delivery stays pending.
     *
     * @param disable whether the endpoint is disabled until the directory changes it
     */
    void returnUnsent(InFlightAttempt attempt, boolean disable) {
        run(now -> {
            EndpointQueue queue = attempt.queue;
            limiter.release(attempt);
            idle.signalAll();
            buffer.remove(queue, attempt.delivery.id());
            queue.mayHaveMoreExpedited |= attempt.delivery.expedited();
            if (disable) {
                queue.health.changed(false);
                queue.version = -1; // the next version from the directory, whichever it is, is a change
            }
            buffer.requestReload(queue);
            review(queue, now);
        });
    }

    /**
     * Applies results that were committed.
     *
     * @param promoted the next deliveries of the same payments, which are now ready
     * @param fenced queues that belong to another instance
     */
    void recorded(List<AttemptRecord> records, List<Delivery> promoted, List<ResultCounters> fenced) {
        run(now -> {
            for (ResultCounters lost : fenced) {
                if (isCurrent(queues.get(lost.endpointId), lost.epoch)) {
                    remove(lost.endpointId);
                }
            }
            for (AttemptRecord record : records) {
                EndpointQueue queue = queues.get(record.endpointId());
                if (queue != null && isCurrent(queue, record.epoch())) {
                    complete(queue, record, now);
                }
            }
            for (Delivery delivery : promoted) {
                EndpointQueue queue = queues.get(delivery.endpointId());
                if (queue != null) {
                    accept(queue, delivery, now);
                }
            }
        });
    }

    private static boolean isCurrent(@Nullable EndpointQueue queue, long epoch) {
        return queue != null && queue.epoch == epoch;
    }

    private void complete(EndpointQueue queue, AttemptRecord record, Instant now) {
        long id = record.delivery().id();
        recentlyCompleted.add(id);
        if (queue.loading) {
            queue.changedWhileLoading.add(id);
        }
        if (record.health().recovered()) {
            buffer.requestReload(queue); // the database made all waiting retries due
        }
        if (record.outcome() instanceof AttemptOutcome.Retry(Instant at)) {
            boolean soon = at.isBefore(now.plus(properties.timerHorizon()));
            if (soon && timers.size() < properties.maxBuffered()) {
                queue.timed.add(id);
                timers.retry(queue, record.delivery().attempted(at));
                return;
            }
            timers.reload(queue, at);
        }
        buffer.remove(queue, id);
        review(queue, now);
    }

    private void accept(EndpointQueue queue, Delivery delivery, Instant now) {
        boolean stale = recentlyCompleted.contains(delivery.id());
        if (queue.buffered.contains(delivery.id())) {
            if (delivery.expedited()) {
                buffer.expedite(queue, delivery);
                buffer.requestReloadWithExpedited(queue);
            }
        } else if (delivery.expedited()) {
            if (stale || buffer.isFull()) {
                buffer.requestReloadWithExpedited(queue);
            } else {
                buffer.add(queue, delivery);
            }
        } else if (stale || buffer.isFull() || !queue.acceptsDirectly() || queue.health.allowed(now) == 0) {
            buffer.requestReload(queue);
        } else {
            buffer.add(queue, delivery);
        }
        review(queue, now);
    }

    /** Updates the queue's place among ready queues, load requests and timers. */
    private void review(EndpointQueue queue, Instant now) {
        if (queue.dropped) {
            return;
        }
        if (!queue.health.isEnabled()) {
            buffer.evictAll(queue);
            return;
        }
        boolean throttled = queue.health.allowed(now) == 0;
        if (throttled) {
            buffer.evictReady(queue);
            timers.reload(queue, queue.health.resumesAt());
        }
        if (!queue.queued && queue.canSend(now)) {
            readyQueues.add(queue);
        }
        buffer.requestLoadIfStarved(queue, throttled);
    }

    private void startDue(Instant now) {
        EndpointQueue queue;
        while (open && (queue = readyQueues.next(limiter, now, other -> review(other, now))) != null) {
            InFlightAttempt attempt = limiter.acquire(queue, queue.next(), now);
            review(queue, now);
            starter.accept(attempt);
        }
    }

    /** For metrics and tests. */
    record Statistics(int queues, int buffered, int inFlight, int slowInFlight) {}

    Statistics statistics() {
        return locked(() -> new Statistics(queues.size(), buffer.size(), limiter.inFlight(), limiter.slowInFlight()));
    }

    /** Changes state under the lock, then starts all deliveries that became due. */
    private void run(Consumer<Instant> change) {
        lock.lock();
        try {
            Instant now = clock.instant();
            change.accept(now);
            startDue(now);
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
