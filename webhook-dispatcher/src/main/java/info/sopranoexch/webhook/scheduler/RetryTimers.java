package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Timers for retries with short delays and for reloads of endpoint queues. */
final class RetryTimers {
    /** @param delivery the delivery to retry; null to reload the queue */
    record Timer(Instant at, EndpointQueue queue, @Nullable Delivery delivery) {}

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));

    void retry(EndpointQueue queue, Delivery delivery) {
        timers.add(new Timer(delivery.dueAt(), queue, delivery));
    }

    /** Reloads a queue at a time. A queue has one reload timer, the earliest; the reload finds the next time. */
    void reload(EndpointQueue queue, Instant at) {
        if (queue.reloadAt == null || at.isBefore(queue.reloadAt)) {
            queue.reloadAt = at;
            timers.add(new Timer(at, queue, null));
        }
    }

    /** Takes the next expired timer that still applies. */
    @Nullable
    Timer poll(Instant now) {
        Timer next = timers.peek();
        while (next != null && !next.at().isAfter(now)) {
            timers.poll();
            boolean superseded = next.delivery() == null && !next.at().equals(next.queue().reloadAt);
            if (!next.queue().dropped && !superseded) {
                return next;
            }
            next = timers.peek();
        }
        return null;
    }

    int size() {
        return timers.size();
    }
}
