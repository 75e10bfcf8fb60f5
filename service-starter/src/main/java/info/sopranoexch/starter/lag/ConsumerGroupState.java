package info.sopranoexch.starter.lag;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The last measurement of a consumer group. */
final class ConsumerGroupState {
    private final Set<String> topics;
    private final Map<String, Long> behind = new HashMap<>();
    private boolean known;
    private long committed = -1;
    private long movedAt;
    private long seenAt;

    ConsumerGroupState(Set<String> topics) {
        this.topics = Set.copyOf(topics);
    }

    Set<String> topics() {
        return topics;
    }

    synchronized void seen(ConsumerGroupOffsets.Position position, long nanos) {
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

    /** As of the last measurement, so that a group that makes progress between two measurements is not reported as stalled. */
    synchronized double stalledMillis() {
        return known ? (seenAt - movedAt) / 1e6 : Double.NaN;
    }
}
