package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What waits for a time: deliveries with short delays, and lanes that are to look into the database then. */
final class LaneTimers {
    /** @param delivery null: the lane itself is to look */
    record Timed(Instant at, Lane lane, @Nullable Delivery delivery) {}

    private final PriorityQueue<Timed> queue = new PriorityQueue<>(Comparator.comparing(Timed::at));

    void retry(Lane lane, Delivery delivery) {
        queue.add(new Timed(delivery.dueAt(), lane, delivery));
    }

    /** A lane has one time to wake, the earliest: looking finds the next one. */
    void wake(Lane lane, Instant at) {
        if (lane.wakeAt == null || at.isBefore(lane.wakeAt)) {
            lane.wakeAt = at;
            queue.add(new Timed(at, lane, null));
        }
    }

    /** @return the next that is due and still wanted; null when there is none */
    @Nullable
    Timed poll(Instant now) {
        Timed next = queue.peek();
        while (next != null && !next.at().isAfter(now)) {
            queue.poll();
            boolean superseded = next.delivery() == null && !next.at().equals(next.lane().wakeAt);
            if (!next.lane().dropped && !superseded) {
                return next;
            }
            next = queue.peek();
        }
        return null;
    }

    int size() {
        return queue.size();
    }
}
