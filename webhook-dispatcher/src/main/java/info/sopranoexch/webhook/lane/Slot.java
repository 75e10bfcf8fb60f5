package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;

/** Room for one attempt that is under way. Compared by identity; guarded by the lock of {@link LaneBoard}. */
final class Slot {
    final Lane lane;
    final Delivery delivery;
    final long startedNanos;
    /** Counts against the quarter of the slow and failing. */
    boolean slow;

    Slot(Lane lane, Delivery delivery, boolean slow, long startedNanos) {
        this.lane = lane;
        this.delivery = delivery;
        this.slow = slow;
        this.startedNanos = startedNanos;
    }
}
