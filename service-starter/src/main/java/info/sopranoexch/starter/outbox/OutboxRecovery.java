package info.sopranoexch.starter.outbox;

import info.sopranoexch.starter.outbox.OutboxStore.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Publishes rows that were not published in time, for example after a crash, and measures the backlog. */
public final class OutboxRecovery {
    private static final Logger log = LoggerFactory.getLogger(OutboxRecovery.class);
    private static final double MIN_AGE_SECONDS = 3;

    private final OutboxStore store;
    private final OutboxPublisher publisher;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();

    OutboxRecovery(OutboxStore store, OutboxPublisher publisher, MeterRegistry meters) {
        this.store = store;
        this.publisher = publisher;
        Gauge.builder("soprano.outbox.rows", rows, AtomicLong::get)
                .description("unpublished records")
                .register(meters);
        TimeGauge.builder("soprano.outbox.lag", lagMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("age of the oldest unpublished record")
                .register(meters);
    }

    @Scheduled(initialDelay = 1_000, fixedDelay = 5_000)
    void recover() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            log.warn("could not publish old outbox rows: {}", e.toString());
        }
    }

    public void runOnce() {
        List<Backlog> backlog = store.backlog();
        rows.set(backlog.stream().mapToLong(Backlog::rows).sum());
        lagMillis.set((long)
                (1_000 * backlog.stream().mapToDouble(Backlog::ageSeconds).max().orElse(0)));
        List<Integer> old = backlog.stream()
                .filter(shard -> shard.ageSeconds() > MIN_AGE_SECONDS)
                .map(Backlog::shard)
                .toList();
        publisher.forgetProgress(old);
        publisher.publish(old);
    }
}
