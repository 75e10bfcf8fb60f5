package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who sends next. It holds the lanes of this instance and hands due deliveries to virtual threads, a lane at a time in
 * turn, within the room there is. All of its work is in memory and under one lock that is never held across I/O.
 *
 * <p>Easy to get wrong: a row that was read while its attempt was being recorded is stale and is told by
 * {@link Lane#touched}. A row that was offered so late after its commit that the database had told of it first, and its attempt
 * is recorded, is stale as well. What is in memory is {@link LaneStock}'s matter, what may be under way {@link Slots}'.
 */
@Component
public class LaneBoard {
    /** As many results as come in some seconds at most; for that long a commit's news may be late. */
    private static final int SETTLED_KEPT = 8_192;

    private final LaneProperties properties;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition hungry = lock.newCondition();
    private final Condition idle = lock.newCondition();
    private final Map<Long, Lane> lanes = new HashMap<>();
    private final LaneQueues queues = new LaneQueues();
    private final LaneTimers timers = new LaneTimers();
    private final LaneStock stock;
    private final Slots slots;
    private final RecentIds settled = new RecentIds(SETTLED_KEPT);
    private Consumer<Slot> starter = slot -> {};
    private boolean open;
    private boolean closed;

    LaneBoard(LaneProperties properties, InstantSource clock) {
        this.properties = properties;
        this.clock = clock;
        this.slots = new Slots(properties.maxConcurrency());
        this.stock = new LaneStock(properties.maxInMemory(), timers, hungry::signal);
    }

    /** Whether this instance owns the lane, as far as it knows. */
    public boolean owns(long endpointId) {
        return answer(() -> lanes.containsKey(endpointId));
    }

    /** Takes deliveries that were committed a moment ago and may run. Those of lanes that are not ours are left out. */
    public void offer(Collection<Delivery> fresh) {
        locked(() -> {
            Instant now = clock.instant();
            for (Delivery delivery : fresh) {
                Lane lane = lanes.get(delivery.endpointId());
                if (lane != null) {
                    accept(lane, delivery, now);
                }
            }
            pump(now);
        });
    }

    /** Something changed in the database: these lanes are to look. Those that are not ours are left out. */
    public void wake(Collection<Long> endpointIds) {
        locked(() -> {
            Instant now = clock.instant();
            for (Long id : endpointIds) {
                Lane lane = lanes.get(id);
                if (lane != null) {
                    stock.askForExpedited(lane);
                    review(lane, now);
                }
            }
            pump(now);
        });
    }

    void startWith(Consumer<Slot> attemptStarter) {
        locked(() -> {
            starter = attemptStarter;
        });
    }

    /** While closed, nothing is started. */
    void setOpen(boolean nowOpen) {
        locked(() -> {
            open = nowOpen && !closed;
            pump(clock.instant());
        });
    }

    /** For good: the lease's renewal does not open it again. */
    void close() {
        locked(() -> {
            closed = true;
            open = false;
        });
    }

    /** Waits until nothing is under way, up to {@code millis}. */
    void awaitIdle(long millis) {
        locked(() -> {
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            try {
                while (slots.size() > 0 && nanos > 0) {
                    nanos = idle.awaitNanos(nanos);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    boolean isOpen() {
        return answer(() -> open);
    }

    void adopt(Collection<LaneLease> leases) {
        locked(() -> {
            Instant now = clock.instant();
            for (LaneLease lease : leases) {
                Lane old = lanes.put(lease.endpointId(), new Lane(lease, properties));
                if (old != null) {
                    stock.forget(old);
                }
                review(lanes.get(lease.endpointId()), now);
            }
        });
    }

    void drop(Collection<Long> endpointIds) {
        locked(() -> endpointIds.forEach(id -> {
            Lane lane = lanes.remove(id);
            if (lane != null) {
                stock.forget(lane);
            }
        }));
    }

    Map<Long, Long> epochs() {
        return answer(() -> {
            Map<Long, Long> epochs = new HashMap<>();
            lanes.values().forEach(lane -> epochs.put(lane.endpointId, lane.epoch));
            return epochs;
        });
    }

    /** Drops up to {@code count} lanes of which nothing is under way, so that another instance can have them. */
    List<LaneLease> surrender(int count) {
        return answer(() -> {
            List<Lane> idle =
                    lanes.values().stream().filter(Lane::isIdle).limit(count).toList();
            idle.forEach(lane -> {
                lanes.remove(lane.endpointId);
                stock.forget(lane);
            });
            return idle.stream()
                    .map(lane -> new LaneLease(lane.endpointId, lane.epoch, lane.version, true, 0, null, null))
                    .toList();
        });
    }

    /** The merchant changed an endpoint. */
    void endpointChanged(long endpointId, long version, boolean enabled) {
        locked(() -> {
            Lane lane = lanes.get(endpointId);
            if (lane != null && version > lane.version) {
                lane.version = version;
                lane.health.changed(enabled);
                Instant now = clock.instant();
                stock.askForMore(lane);
                review(lane, now);
                pump(now);
            }
        });
    }

    /** Timers, and attempts that turn out to hang. */
    void tick() {
        locked(() -> {
            Instant now = clock.instant();
            slots.moveStalled(properties.slowAfter().toNanos(), System.nanoTime());
            LaneTimers.Timed due;
            while ((due = timers.poll(now)) != null) {
                Lane lane = due.lane();
                Delivery delivery = due.delivery();
                if (delivery == null) {
                    lane.wakeAt = null;
                    stock.askForMore(lane);
                } else if (lane.timed.remove(delivery.id())) {
                    lane.ready.addLast(delivery);
                }
                review(lane, now);
            }
            pump(now);
        });
    }

    /** Lanes to be filled from the database; waits up to {@code millis} for one. */
    @SuppressWarnings("WaitNotInLoop") // who is woken for nothing finds nothing and comes again
    List<FeedRequest> takeFeeds(int count, long millis) {
        return answer(() -> {
            if (!stock.canFeed()) {
                try {
                    hungry.await(millis, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return List.of();
                }
            }
            return stock.requests(count, clock.instant());
        });
    }

    /** What the database holds for a lane, by due time; null: it could not be asked. */
    void fed(FeedRequest request, @Nullable List<Delivery> rows) {
        locked(() -> {
            Lane lane = request.lane();
            Instant now = clock.instant();
            lane.feeding = false;
            lane.more |= lane.again || rows == null || rows.size() >= request.limit();
            lane.moreExpedited |= rows == null || request.isCutShort(rows);
            lane.again = false;
            if (rows != null && !lane.dropped) {
                stock.take(lane, rows, now);
            }
            lane.touched.clear();
            review(lane, now);
            pump(now);
        });
    }

    /** An attempt came to its end: what it says of the lane's health. */
    AttemptRecord note(Slot slot, Instant at, SendResult result, RetrySchedule schedule, Duration took) {
        return answer(() -> {
            Instant now = clock.instant();
            LaneHealth health = slot.lane.health;
            boolean recovered = false;
            if (result.isDelivered()) {
                recovered = health.succeeded(took);
            } else {
                health.failed(result, now, schedule);
            }
            Verdict verdict = schedule.verdict(slot.delivery, result, now);
            return new AttemptRecord(slot.lane.epoch, slot.delivery, at, result, verdict, health.marks(), recovered);
        });
    }

    /** The slot is free; what became of the delivery comes with {@link #recorded}. */
    void release(Slot slot) {
        locked(() -> {
            Instant now = clock.instant();
            slots.release(slot);
            idle.signalAll();
            review(slot.lane, now);
            pump(now);
        });
    }

    /** Nothing was sent: the delivery is as it was. */
    void giveBack(Slot slot, boolean disable) {
        locked(() -> {
            Instant now = clock.instant();
            slots.release(slot);
            idle.signalAll();
            stock.remove(slot.lane, slot.delivery.id());
            slot.lane.moreExpedited |= slot.delivery.expedited();
            if (disable) {
                slot.lane.health.changed(false);
                slot.lane.version = -1; // whatever the directory says next is news
            }
            stock.askForMore(slot.lane);
            review(slot.lane, now);
            pump(now);
        });
    }

    /**
     * Results were committed.
     *
     * @param promoted the next of the same payments, which may run now
     * @param fenced lanes that turned out to belong to another instance
     */
    void recorded(List<AttemptRecord> records, List<Delivery> promoted, List<LaneTally> fenced) {
        locked(() -> {
            for (LaneTally tally : fenced) {
                Lane lane = lanes.get(tally.endpointId);
                if (lane != null && lane.epoch == tally.epoch) {
                    lanes.remove(lane.endpointId);
                    stock.forget(lane);
                }
            }
            Instant now = clock.instant();
            for (AttemptRecord record : records) {
                Lane lane = lanes.get(record.endpointId());
                if (lane != null && lane.epoch == record.epoch()) {
                    settle(lane, record, now);
                }
            }
            for (Delivery delivery : promoted) {
                Lane lane = lanes.get(delivery.endpointId());
                if (lane != null) {
                    accept(lane, delivery, now);
                }
            }
            pump(now);
        });
    }

    private void settle(Lane lane, AttemptRecord record, Instant now) {
        settled.add(record.delivery().id());
        if (lane.feeding) {
            lane.touched.add(record.delivery().id());
        }
        if (record.recovered()) {
            stock.askForMore(lane); // the database has made due what waited for its retry
        }
        if (record.verdict() instanceof Verdict.Retry(Instant at)) {
            boolean soon = at.isBefore(now.plus(properties.timerHorizon()));
            if (soon && timers.size() < properties.maxInMemory()) {
                lane.timed.add(record.delivery().id());
                timers.retry(lane, record.delivery().attempted(at));
                return;
            }
            timers.wake(lane, at);
        }
        stock.remove(lane, record.delivery().id());
        review(lane, now);
    }

    private void accept(Lane lane, Delivery delivery, Instant now) {
        if (lane.held.contains(delivery.id())) {
            if (delivery.expedited()) {
                stock.expedite(lane, delivery);
                stock.askForExpedited(lane);
                review(lane, now);
            }
            return;
        }
        boolean stale = settled.contains(delivery.id());
        if (delivery.expedited()) {
            if (stale || stock.isFull()) {
                stock.askForExpedited(lane);
            } else {
                stock.add(lane, delivery);
            }
            review(lane, now);
            return;
        }
        boolean full = stale || lane.more || lane.feeding || lane.ready.size() >= lane.window();
        if (full || stock.isFull() || lane.health.allowed(now) == 0) {
            stock.askForMore(lane);
        } else {
            stock.add(lane, delivery);
        }
        review(lane, now);
    }

    /** Puts the lane where it belongs now: in a queue for slots, in the one to be fed, on a timer, or nowhere. */
    private void review(Lane lane, Instant now) {
        if (lane.dropped) {
            return;
        }
        if (!lane.health.isEnabled()) {
            stock.spillAll(lane);
            return;
        }
        boolean throttled = lane.health.allowed(now) == 0;
        if (throttled) {
            stock.spill(lane);
            timers.wake(lane, lane.health.resumesAt());
        }
        if (!lane.queued && lane.canSend(now)) {
            queues.add(lane);
        }
        stock.review(lane, throttled);
    }

    private void pump(Instant now) {
        Lane lane;
        while (open && (lane = queues.next(slots, now, other -> review(other, now))) != null) {
            Delivery delivery = lane.next();
            boolean isSlow = lane.health.isSlow();
            Slot slot = slots.take(lane, delivery, isSlow, System.nanoTime());
            review(lane, now);
            starter.accept(slot);
        }
    }

    /** For gauges and tests. */
    public record Load(int lanes, int held, int inFlight, int slowInFlight) {}

    public Load load() {
        return answer(() -> new Load(lanes.size(), stock.held(), slots.size(), slots.slow()));
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T answer(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
