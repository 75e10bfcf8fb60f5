package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which deliveries are in memory, within the room there is for them, and which lanes want more from the database. All of it is
 * guarded by the lock of {@link LaneBoard}.
 *
 * <p>A delivery is <em>held</em> from the moment it enters memory until its attempt is recorded, and what is held is never
 * taken from the database again.
 */
final class LaneStock {
    private final int room;
    private final LaneTimers timers;
    private final Runnable onHungry;
    private final Set<Lane> hungry = new LinkedHashSet<>();
    private int held;

    /**
     * @param room for so many deliveries
     * @param timers where lanes are put whose next delivery is due later
     * @param onHungry run whenever a lane that wants more may be fed
     */
    LaneStock(int room, LaneTimers timers, Runnable onHungry) {
        this.room = room;
        this.timers = timers;
        this.onHungry = onHungry;
    }

    int held() {
        return held;
    }

    boolean isFull() {
        return held >= room;
    }

    boolean canFeed() {
        return !hungry.isEmpty() && !isFull();
    }

    /** Takes the delivery in, to be sent. */
    void add(Lane lane, Delivery delivery) {
        lane.held.add(delivery.id());
        lane.ready.addLast(delivery);
        held++;
    }

    void remove(Lane lane, long id) {
        if (lane.held.remove(id) && !lane.dropped) {
            held--;
            if (!hungry.isEmpty()) {
                onHungry.run();
            }
        }
    }

    /** A lane that may not send keeps nothing in memory: others need the room. */
    void spill(Lane lane) {
        if (!lane.ready.isEmpty()) {
            lane.ready.forEach(delivery -> remove(lane, delivery.id()));
            lane.ready.clear();
            askForMore(lane);
        }
    }

    /** The lane is no longer ours. */
    void forget(Lane lane) {
        held -= lane.held.size();
        lane.dropped = true;
        lane.ready.clear();
        hungry.remove(lane);
    }

    void askForMore(Lane lane) {
        lane.more = true;
        lane.again = lane.feeding;
    }

    /** Puts the lane among those to be fed, if it wants more. */
    void review(Lane lane) {
        if (lane.isHungry() && hungry.add(lane)) {
            onHungry.run();
        }
    }

    /** What to ask the database for now, for up to {@code count} lanes. */
    List<FeedRequest> requests(int count) {
        List<FeedRequest> requests = new ArrayList<>();
        int left = room - held;
        var waiting = hungry.iterator();
        while (waiting.hasNext() && requests.size() < count && left > 0) {
            Lane lane = waiting.next();
            waiting.remove();
            if (!lane.dropped) {
                lane.feeding = true;
                lane.more = false;
                left -= lane.window();
                requests.add(new FeedRequest(lane, lane.held.size() + lane.window()));
            }
        }
        return requests;
    }

    /** Takes in what the database holds for a lane, by due time, as far as it is due and there is room. */
    void take(Lane lane, List<Delivery> rows, Instant now) {
        for (Delivery delivery : rows) {
            if (delivery.dueAt().isAfter(now)) {
                timers.wake(lane, delivery.dueAt());
                return; // the rest is due later still
            }
            if (lane.touched.contains(delivery.id()) || lane.held.contains(delivery.id())) {
                continue;
            }
            if (isFull()) {
                lane.more = true;
                return;
            }
            add(lane, delivery);
        }
    }
}
