package info.sopranoexch.webhook.lane;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lanes that have something to send and may, in turn: the healthy and, apart from them, the slow and failing. */
final class LaneQueues {
    private final Deque<Lane> healthy = new ArrayDeque<>();
    private final Deque<Lane> slow = new ArrayDeque<>();

    void add(Lane lane) {
        lane.queued = true;
        (lane.health.isSlow() ? slow : healthy).addLast(lane);
    }

    /**
     * Takes the next lane for whose kind there is room.
     *
     * @param review is given what is found to stand in the wrong place
     */
    @Nullable
    Lane next(Slots slots, Instant now, Consumer<Lane> review) {
        // The slow first: their quarter is all they get, and they are few.
        Lane lane = slots.hasRoom(true) ? poll(slow, true, now, review) : null;
        return lane == null && slots.hasRoom(false) ? poll(healthy, false, now, review) : lane;
    }

    private static @Nullable Lane poll(Deque<Lane> queue, boolean ofSlow, Instant now, Consumer<Lane> review) {
        Lane lane;
        while ((lane = queue.pollFirst()) != null) {
            lane.queued = false;
            boolean may = !lane.dropped && lane.canSend(now);
            if (may && lane.health.isSlow() == ofSlow) {
                return lane;
            }
            review.accept(lane);
        }
        return null;
    }
}
