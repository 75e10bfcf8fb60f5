package info.sopranoexch.webhook.scheduler;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Endpoint queues that can send, in round-robin order. Slow and failing endpoints have a rotation of their own. */
final class ReadyQueues {
    private final Deque<EndpointQueue> healthy = new ArrayDeque<>();
    private final Deque<EndpointQueue> slow = new ArrayDeque<>();

    void add(EndpointQueue queue) {
        queue.queued = true;
        (queue.health.isSlow() ? slow : healthy).addLast(queue);
    }

    /**
     * Takes the next queue that the limiter permits. Slow queues come first: they are few, and their share is limited.
     *
     * @param review receives queues that are in the wrong rotation
     */
    @Nullable
    EndpointQueue next(ConcurrencyLimiter limiter, Instant now, Consumer<EndpointQueue> review) {
        EndpointQueue queue = limiter.permits(true) ? poll(slow, true, now, review) : null;
        return queue == null && limiter.permits(false) ? poll(healthy, false, now, review) : queue;
    }

    private static @Nullable EndpointQueue poll(
            Deque<EndpointQueue> rotation, boolean isSlow, Instant now, Consumer<EndpointQueue> review) {
        EndpointQueue queue;
        while ((queue = rotation.pollFirst()) != null) {
            queue.queued = false;
            boolean canSend = !queue.dropped && queue.canSend(now);
            if (canSend && queue.health.isSlow() == isSlow) {
                return queue;
            }
            review.accept(queue);
        }
        return null;
    }
}
