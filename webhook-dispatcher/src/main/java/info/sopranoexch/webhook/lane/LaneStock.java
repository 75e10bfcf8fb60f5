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
        (delivery.expedited() ? lane.expedited : lane.ready).addLast(delivery);
        held++;
    }

    /** Moves a delivery that is held and was expedited meanwhile to the front, unless it is under way or about to be. */
    void expedite(Lane lane, Delivery delivery) {
        boolean waits = lane.timed.remove(delivery.id()) || lane.ready.removeIf(ready -> ready.id() == delivery.id());
        if (waits) {
            lane.expedited.addLast(delivery);
        }
    }

    void remove(Lane lane, long id) {
        if (lane.held.remove(id) && !lane.dropped) {
            held--;
            if (!hungry.isEmpty()) {
                onHungry.run();
            }
        }
    }

    /** A lane that may not send keeps nothing but expedited deliveries in memory: others need the room. */
    void spill(Lane lane) {
        if (!lane.ready.isEmpty()) {
            lane.ready.forEach(delivery -> remove(lane, delivery.id()));
            lane.ready.clear();
            askForMore(lane);
        }
    }

    /** A lane that is disabled keeps nothing. */
    void spillAll(Lane lane) {
        spill(lane);
        if (!lane.expedited.isEmpty()) {
            lane.expedited.forEach(delivery -> remove(lane, delivery.id()));
            lane.expedited.clear();
            askForExpedited(lane);
        }
    }

    /** The lane is no longer ours. */
    void forget(Lane lane) {
        held -= lane.held.size();
        lane.dropped = true;
        lane.ready.clear();
        lane.expedited.clear();
        lane.timed.clear();
        hungry.remove(lane);
    }

    void askForMore(Lane lane) {
        lane.more = true;
        lane.again = lane.feeding;
    }

    /** As {@link #askForMore}, for expedited deliveries too. */
    void askForExpedited(Lane lane) {
        lane.moreExpedited = true;
        askForMore(lane);
    }

    /**
     * Puts the lane among those to be fed, if it wants more.
     *
     * @param throttled whether only expedited deliveries may be sent now
     */
    void review(Lane lane, boolean throttled) {
        if (lane.isHungry(throttled) && hungry.add(lane)) {
            onHungry.run();
        }
    }

    /** What to ask the database for now, for up to {@code count} lanes. */
    List<FeedRequest> requests(int count, Instant now) {
        List<FeedRequest> requests = new ArrayList<>();
        int left = room - held;
        var waiting = hungry.iterator();
        while (waiting.hasNext() && requests.size() < count && left > 0) {
            Lane lane = waiting.next();
            waiting.remove();
            if (!lane.dropped) {
                boolean throttled = lane.health.allowed(now) == 0;
                lane.feeding = true;
                lane.more = throttled && lane.more;
                lane.moreExpedited = false;
                left -= lane.window();
                requests.add(new FeedRequest(lane, throttled ? 0 : lane.held.size() + lane.window()));
            }
        }
        return requests;
    }

    /** Takes in what the database holds for a lane, expedited deliveries first, as far as it is due and there is room. */
    void take(Lane lane, List<Delivery> rows, Instant now) {
        for (Delivery delivery : rows) {
            if (delivery.dueAt().isAfter(now)) {
                timers.wake(lane, delivery.dueAt());
                return; // the rest is due later still
            }
            if (lane.touched.contains(delivery.id())) {
                continue;
            }
            if (lane.held.contains(delivery.id())) {
                if (delivery.expedited()) {
                    expedite(lane, delivery);
                }
                continue;
            }
            if (isFull()) {
                lane.more = true;
                lane.moreExpedited |= delivery.expedited();
                return;
            }
            add(lane, delivery);
        }
    }
}
