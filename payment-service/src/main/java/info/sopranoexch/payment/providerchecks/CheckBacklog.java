package info.sopranoexch.payment.providerchecks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** Metrics of the due provider checks of the owned shards. */
@Component
class CheckBacklog {
    /** Maximum count for each shard and urgency; counting more would cost the database too much. */
    private static final int MAX_COUNT = 10_000;

    private final OwnedShards shards;
    private final DueCheckStore store;
    private final InstantSource clock;
    private final Counter requested;
    private final Map<CheckUrgency, AtomicLong> overdueMillis = new EnumMap<>(CheckUrgency.class);
    private final Map<CheckUrgency, AtomicLong> counts = new EnumMap<>(CheckUrgency.class);

    CheckBacklog(OwnedShards shards, DueCheckStore store, InstantSource clock, MeterRegistry meters) {
        this.shards = shards;
        this.store = store;
        this.clock = clock;
        this.requested = meters.counter("soprano.provider.checks.requested");
        for (CheckUrgency urgency : CheckUrgency.values()) {
            var overdue = new AtomicLong();
            overdueMillis.put(urgency, overdue);
            TimeGauge.builder("soprano.provider.checks.overdue", overdue, TimeUnit.MILLISECONDS, AtomicLong::get)
                    .description("how long the oldest due check of the owned shards is overdue")
                    .tag("urgency", urgency.code())
                    .register(meters);
            var count = new AtomicLong();
            counts.put(urgency, count);
            Gauge.builder("soprano.provider.checks.due", count, AtomicLong::get)
                    .description("due checks of the owned shards")
                    .tag("urgency", urgency.code())
                    .register(meters);
        }
    }

    /** @param due including the oldest of each urgency */
    void found(Collection<DueCheck> due, Instant now) {
        overdueMillis.forEach((urgency, overdue) -> overdue.set(due.stream()
                .filter(check -> check.urgency() == urgency)
                .map(DueCheck::dueAt)
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, now).toMillis())
                .orElse(0L)));
    }

    void published(int checks) {
        requested.increment(checks);
    }

    void count() {
        Map<CheckUrgency, Long> found = store.count(shards.current(), clock.instant(), MAX_COUNT);
        counts.forEach((urgency, count) -> count.set(found.getOrDefault(urgency, 0L)));
    }
}
