package info.sopranoexch.webhook.lane;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a group of results means for one lane. */
final class LaneTally {
    final long endpointId;
    final long epoch;
    int delivered;
    int exhausted;
    boolean recovered;

    @Nullable
    String disabledReason;

    private @Nullable LaneMarks latest;

    private LaneTally(long endpointId, long epoch) {
        this.endpointId = endpointId;
        this.epoch = epoch;
    }

    /** One a lane and epoch, in the order of the endpoints. */
    static List<LaneTally> of(List<AttemptRecord> group) {
        record Key(long endpointId, long epoch) {}
        Map<Key, LaneTally> tallies = new HashMap<>();
        for (AttemptRecord record : group) {
            tallies.computeIfAbsent(
                            new Key(record.endpointId(), record.epoch()),
                            key -> new LaneTally(key.endpointId(), key.epoch()))
                    .add(record);
        }
        return tallies.values().stream()
                .sorted(Comparator.comparingLong(tally -> tally.endpointId))
                .toList();
    }

    private void add(AttemptRecord record) {
        latest = record.marks();
        recovered |= record.recovered();
        String reason = record.marks().disabledReason();
        disabledReason = reason == null ? disabledReason : reason;
        delivered += record.verdict() instanceof Verdict.Delivered ? 1 : 0;
        exhausted += record.verdict() instanceof Verdict.Exhausted ? 1 : 0;
    }

    /** The lane's health after the last of them. */
    LaneMarks marks() {
        return Objects.requireNonNull(latest);
    }
}
