package info.sopranoexch.webhook.scheduler;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The results of one batch, summed up for one endpoint queue. */
final class ResultCounters {
    final long endpointId;
    final long epoch;
    int delivered;
    int exhausted;
    boolean recovered;

    @Nullable
    String disabledReason;

    private EndpointHealth.@Nullable Snapshot latest;

    private ResultCounters(long endpointId, long epoch) {
        this.endpointId = endpointId;
        this.epoch = epoch;
    }

    /** @return one for each queue and epoch, ordered by endpoint so that transactions lock rows in the same order */
    static List<ResultCounters> of(List<AttemptRecord> batch) {
        record Key(long endpointId, long epoch) {}
        Map<Key, ResultCounters> counters = new HashMap<>();
        for (AttemptRecord record : batch) {
            counters.computeIfAbsent(
                            new Key(record.endpointId(), record.epoch()),
                            key -> new ResultCounters(key.endpointId(), key.epoch()))
                    .add(record);
        }
        return counters.values().stream()
                .sorted(Comparator.comparingLong(counter -> counter.endpointId))
                .toList();
    }

    private void add(AttemptRecord record) {
        latest = record.health();
        recovered |= record.health().recovered();
        String reason = record.health().disabledReason();
        disabledReason = reason == null ? disabledReason : reason;
        delivered += record.outcome() instanceof AttemptOutcome.Delivered ? 1 : 0;
        exhausted += record.outcome() instanceof AttemptOutcome.Exhausted ? 1 : 0;
    }

    /** The endpoint's health after the last attempt of the batch. */
    EndpointHealth.Snapshot health() {
        return Objects.requireNonNull(latest);
    }
}
