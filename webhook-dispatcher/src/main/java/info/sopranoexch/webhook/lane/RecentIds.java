package info.sopranoexch.webhook.lane;

import java.util.HashSet;
import java.util.Set;

/** The ids added last. Not for several threads at once. */
final class RecentIds {
    private final long[] ring;
    private final Set<Long> ids = new HashSet<>();
    private int next;
    private boolean full;

    /** @param size how many are remembered, 1 or more */
    RecentIds(int size) {
        this.ring = new long[size];
    }

    void add(long id) {
        if (!ids.add(id)) {
            return;
        }
        if (full) {
            ids.remove(ring[next]);
        }
        ring[next] = id;
        next = (next + 1) % ring.length;
        full |= next == 0;
    }

    boolean contains(long id) {
        return ids.contains(id);
    }
}
