package info.sopranoexch.webhook.scheduler;

import info.sopranoexch.webhook.deliveries.Delivery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The in-memory state of one endpoint's queue. The lock of {@link DeliveryScheduler} guards it. */
final class EndpointQueue {
    private final SchedulerProperties properties;
    final long endpointId;
    final long epoch;
    final EndpointHealth health;
    /** The version of the merchant in the directory. */
    long version;

    /** Due deliveries, oldest first. */
    final Deque<Delivery> ready = new ArrayDeque<>();
    /** Deliveries that are sent before the ready ones and regardless of throttling, oldest first. */
    final Deque<Delivery> expedited = new ArrayDeque<>();
    /** Ids of deliveries that wait on a timer for their retry. */
    final Set<Long> timed = new HashSet<>();
    /** Ids of all deliveries in the buffer: ready, expedited, timed, in flight, or waiting to be recorded. */
    final Set<Long> buffered = new HashSet<>();
    /** Ids of rows that changed while the queue was being loaded; the loaded copy is stale. */
    final Set<Long> changedWhileLoading = new HashSet<>();

    int inFlight;
    /** Whether the database may hold due deliveries that are not in the buffer. */
    boolean mayHaveMore = true;
    /** Whether the database may hold expedited deliveries that are not in the buffer. */
    boolean mayHaveMoreExpedited = true;

    boolean loading;
    /** Whether a reload was requested while the queue was being loaded. */
    boolean reloadAfterLoading;
    /** Whether the queue is in {@link ReadyQueues}. */
    boolean queued;
    /** Whether this instance no longer owns the queue. */
    boolean dropped;

    /** When a timer reloads the queue; null for no timer. */
    @Nullable
    Instant reloadAt;

    EndpointQueue(EndpointLease lease, SchedulerProperties properties) {
        this.properties = properties;
        this.endpointId = lease.endpointId();
        this.epoch = lease.epoch();
        this.version = lease.version();
        this.health = new EndpointHealth(properties, lease);
    }

    /** The number of ready deliveries that the buffer holds for this queue; small for slow endpoints. */
    int window() {
        return health.isSlow() ? properties.slowEndpointWindow() : properties.endpointWindow();
    }

    /** Whether a new delivery may be added without a load: no older delivery waits in the database. */
    boolean acceptsDirectly() {
        return !mayHaveMore && !loading && ready.size() < window();
    }

    /** @param throttled whether only expedited deliveries may be sent now */
    boolean isStarved(boolean throttled) {
        boolean low = ready.size() + expedited.size() <= window() / 4;
        return (mayHaveMoreExpedited || (mayHaveMore && !throttled)) && !loading && low;
    }

    /** Whether an attempt may start now. A throttled endpoint gets one expedited delivery at a time. */
    boolean canSend(Instant now) {
        int allowed = health.allowed(now);
        boolean canExpedite = !expedited.isEmpty() && health.isEnabled() && inFlight < Math.max(1, allowed);
        return canExpedite || (!ready.isEmpty() && inFlight < allowed);
    }

    /** Takes the next delivery, if {@link #canSend}. */
    Delivery next() {
        return expedited.isEmpty() ? ready.removeFirst() : expedited.removeFirst();
    }

    /** Whether nothing is in flight, on a timer or waiting to be recorded. */
    boolean isIdle() {
        return inFlight == 0 && buffered.size() == ready.size() + expedited.size();
    }
}
