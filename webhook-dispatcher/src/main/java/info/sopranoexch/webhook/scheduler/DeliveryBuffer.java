package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the next deliveries of all endpoint queues in memory, up to a limit, and decides which queues are loaded from the
 * database. The lock of {@link DeliveryScheduler} guards it.
 *
 * <p>A delivery stays in the buffer from the moment it is added until its attempt is recorded. While it is in the buffer it is not
 * loaded again.
 */
final class DeliveryBuffer {
    /** The number of expedited rows that one load reads for each queue. */
    static final int EXPEDITED_ROWS = 64;

    /**
     * A request to load a queue from the database.
     *
     * @param limit rows to read, including those already in the buffer; 0 for a throttled endpoint, which sends expedited
     *     deliveries only
     */
    record LoadRequest(EndpointQueue queue, int limit) {}

    private final int capacity;
    private final RetryTimers timers;
    private final Runnable onStarved;
    private final Set<EndpointQueue> starved = new LinkedHashSet<>();
    private int size;

    /**
     * @param capacity the greatest number of deliveries
     * @param timers reload queues whose next delivery is due later
     * @param onStarved called when a queue can be loaded
     */
    DeliveryBuffer(int capacity, RetryTimers timers, Runnable onStarved) {
        this.capacity = capacity;
        this.timers = timers;
        this.onStarved = onStarved;
    }

    int size() {
        return size;
    }

    boolean isFull() {
        return size >= capacity;
    }

    void add(EndpointQueue queue, Delivery delivery) {
        queue.buffered.add(delivery.id());
        (delivery.expedited() ? queue.expedited : queue.ready).addLast(delivery);
        size++;
    }

    /** Moves a waiting delivery that was expedited meanwhile to the front. A delivery in flight stays as it is. */
    void expedite(EndpointQueue queue, Delivery delivery) {
        boolean waits = queue.timed.remove(delivery.id()) || queue.ready.removeIf(other -> other.id() == delivery.id());
        if (waits) {
            queue.expedited.addLast(delivery);
        }
    }

    void remove(EndpointQueue queue, long id) {
        if (queue.buffered.remove(id) && !queue.dropped) {
            size--;
            if (!starved.isEmpty()) {
                onStarved.run();
            }
        }
    }

    /** Removes the ready deliveries of a throttled endpoint, so that other endpoints can use the capacity. */
    void evictReady(EndpointQueue queue) {
        if (!queue.ready.isEmpty()) {
            queue.ready.forEach(delivery -> remove(queue, delivery.id()));
            queue.ready.clear();
            requestReload(queue);
        }
    }

    /** Removes all waiting deliveries of a disabled endpoint. */
    void evictAll(EndpointQueue queue) {
        evictReady(queue);
        if (!queue.expedited.isEmpty()) {
            queue.expedited.forEach(delivery -> remove(queue, delivery.id()));
            queue.expedited.clear();
            requestReloadWithExpedited(queue);
        }
    }

    /** Forgets a queue that this instance no longer owns. */
    void forget(EndpointQueue queue) {
        size -= queue.buffered.size();
        queue.dropped = true;
        queue.ready.clear();
        queue.expedited.clear();
        queue.timed.clear();
        starved.remove(queue);
    }

    void requestReload(EndpointQueue queue) {
        queue.mayHaveMore = true;
        queue.reloadAfterLoading = queue.loading;
    }

    void requestReloadWithExpedited(EndpointQueue queue) {
        queue.mayHaveMoreExpedited = true;
        requestReload(queue);
    }

    /** @param throttled whether only expedited deliveries may be sent now */
    void requestLoadIfStarved(EndpointQueue queue, boolean throttled) {
        if (queue.isStarved(throttled) && starved.add(queue)) {
            onStarved.run();
        }
    }

    boolean canLoad() {
        return !starved.isEmpty() && !isFull();
    }

    /** Returns requests for up to {@code count} queues, within the free capacity. */
    List<LoadRequest> loadRequests(int count, Instant now) {
        List<LoadRequest> requests = new ArrayList<>();
        int free = capacity - size;
        var waiting = starved.iterator();
        while (waiting.hasNext() && requests.size() < count && free > 0) {
            EndpointQueue queue = waiting.next();
            waiting.remove();
            if (!queue.dropped) {
                boolean throttled = queue.health.allowed(now) == 0;
                queue.loading = true;
                queue.mayHaveMore = throttled && queue.mayHaveMore;
                queue.mayHaveMoreExpedited = false;
                free -= queue.window();
                requests.add(new LoadRequest(queue, throttled ? 0 : queue.buffered.size() + queue.window()));
            }
        }
        return requests;
    }

    /** @param rows the result of the request, expedited rows first; null if the query failed */
    void loaded(LoadRequest request, @Nullable List<Delivery> rows, Instant now) {
        EndpointQueue queue = request.queue();
        queue.loading = false;
        queue.mayHaveMore |= queue.reloadAfterLoading || rows == null || rows.size() >= request.limit();
        queue.mayHaveMoreExpedited |=
                rows == null || rows.stream().filter(Delivery::expedited).count() >= EXPEDITED_ROWS;
        queue.reloadAfterLoading = false;
        if (rows != null && !queue.dropped) {
            addDue(queue, rows, now);
        }
        queue.changedWhileLoading.clear();
    }

    private void addDue(EndpointQueue queue, List<Delivery> rows, Instant now) {
        for (Delivery delivery : rows) {
            if (delivery.dueAt().isAfter(now)) {
                timers.reload(queue, delivery.dueAt());
                return; // the following rows are due later
            }
            boolean changed = queue.changedWhileLoading.contains(delivery.id());
            if (!changed && queue.buffered.contains(delivery.id())) {
                if (delivery.expedited()) {
                    expedite(queue, delivery);
                }
            } else if (!changed && isFull()) {
                queue.mayHaveMore = true;
                queue.mayHaveMoreExpedited |= delivery.expedited();
                return;
            } else if (!changed) {
                add(queue, delivery);
            }
        }
    }
}
