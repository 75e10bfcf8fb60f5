package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the owner of a lane keeps in memory. All of it is guarded by the lock of {@link LaneBoard}. */
final class Lane {
    private static final int WINDOW = 256;
    private static final int SLOW_WINDOW = 8;

    final long endpointId;
    final long epoch;
    final LaneHealth health;
    long version;

    /** Due and waiting for a slot, oldest first. */
    final Deque<Delivery> ready = new ArrayDeque<>();
    /** Deliveries that go out whatever the endpoint's health is, before those that are ready, oldest first. */
    final Deque<Delivery> expedited = new ArrayDeque<>();
    /** Ids of deliveries that wait on a timer for their retry. */
    final Set<Long> timed = new HashSet<>();
    /** Ids of all deliveries that are held in memory: ready, expedited, under way, waiting to be recorded, or on a timer. */
    final Set<Long> held = new HashSet<>();
    /** Ids whose rows changed while the database was being asked: what it answers on them is stale. */
    final Set<Long> touched = new HashSet<>();

    int inFlight;
    /** The database may hold due deliveries that memory does not. */
    boolean more = true;
    /** The database may hold expedited deliveries that memory does not. */
    boolean moreExpedited = true;
    /** The database is being asked. */
    boolean feeding;
    /** Something came while it was being asked. */
    boolean again;
    /** It stands in a queue for slots. */
    boolean queued;
    /** It is owned no longer. */
    boolean dropped;

    @Nullable
    Instant wakeAt;

    Lane(LaneLease lease, LaneProperties properties) {
        this.endpointId = lease.endpointId();
        this.epoch = lease.epoch();
        this.version = lease.version();
        this.health = new LaneHealth(properties, lease);
    }

    /** How many deliveries may wait in memory: few for those that take them slowly. */
    int window() {
        return health.isSlow() ? SLOW_WINDOW : WINDOW;
    }

    /** @param throttled whether only expedited deliveries may be sent now */
    boolean isHungry(boolean throttled) {
        boolean low = ready.size() + expedited.size() <= window() / 4;
        return (moreExpedited || (more && !throttled)) && !feeding && low;
    }

    /** Whether an attempt may start now. An expedited delivery may while no other attempt is under way, whatever the health. */
    boolean canSend(Instant now) {
        int allowed = health.allowed(now);
        boolean expedites = !expedited.isEmpty() && health.isEnabled() && inFlight < Math.max(1, allowed);
        return expedites || (!ready.isEmpty() && inFlight < allowed);
    }

    /** Takes the next delivery to be sent, if {@link #canSend}. */
    Delivery next() {
        return expedited.isEmpty() ? ready.removeFirst() : expedited.removeFirst();
    }

    /** Nothing of it is under way or waiting to be recorded. */
    boolean isIdle() {
        return inFlight == 0 && held.size() == ready.size() + expedited.size();
    }
}
