package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The attempts under way and the room for more. Three quarters of the room are for healthy lanes, a quarter for slow and
 * failing ones. An attempt that turns out to hang moves to the quarter, even past it, so what it held is free for the
 * healthy; twice the room is the end of it.
 */
final class Slots {
    private final int healthyRoom;
    private final int slowRoom;
    private final int hardRoom;
    private final Set<Slot> taken = new LinkedHashSet<>();
    private int slow;

    Slots(int room) {
        this.slowRoom = Math.max(1, room / 4);
        this.healthyRoom = room - slowRoom;
        this.hardRoom = 2 * room;
    }

    boolean hasRoom(boolean forSlow) {
        return taken.size() < hardRoom && (forSlow ? slow < slowRoom : taken.size() - slow < healthyRoom);
    }

    Slot take(Lane lane, Delivery delivery, boolean asSlow, long nowNanos) {
        Slot slot = new Slot(lane, delivery, asSlow, nowNanos);
        taken.add(slot);
        slow += asSlow ? 1 : 0;
        lane.inFlight++;
        return slot;
    }

    void release(Slot slot) {
        if (taken.remove(slot)) {
            slow -= slot.slow ? 1 : 0;
            slot.lane.inFlight--;
        }
    }

    /** Moves what has been under way for longer to the quarter of the slow. */
    void moveStalled(long olderThanNanos, long nowNanos) {
        for (Slot slot : taken) {
            if (nowNanos - slot.startedNanos < olderThanNanos) {
                return; // in the order of their start
            }
            if (!slot.slow) {
                slot.slow = true;
                slow++;
                slot.lane.health.stalled();
            }
        }
    }

    int size() {
        return taken.size();
    }

    int slow() {
        return slow;
    }
}
