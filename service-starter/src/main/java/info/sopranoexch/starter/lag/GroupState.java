package info.sopranoexch.starter.lag;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What was last seen of a group. */
final class GroupState {
    private final Set<String> topics;
    private final Map<String, Long> behind = new HashMap<>();
    private boolean known;
    private long committed = -1;
    private long movedAt;
    private long seenAt;

    GroupState(Set<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    Set<String> topics() {
        return topics;
    }

    synchronized void seen(GroupLook.Position position, long nanos) {
        boolean caughtUp = position.behind().values().stream().allMatch(records -> records == 0);
        if (!known || caughtUp || position.committed() != committed) {
            movedAt = nanos;
        }
        behind.clear();
        behind.putAll(position.behind());
        committed = position.committed();
        seenAt = nanos;
        known = true;
    }

    synchronized void unknown() {
        known = false;
    }

    synchronized double behind(String topic) {
        Long records = behind.get(topic);
        return !known || records == null ? Double.NaN : records;
    }

    /** As of the last look, so that a group which moves between looks is not called stalled. */
    synchronized double stalledMillis() {
        return known ? (seenAt - movedAt) / 1e6 : Double.NaN;
    }
}
