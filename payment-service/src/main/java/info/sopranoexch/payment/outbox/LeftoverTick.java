package info.sopranoexch.payment.outbox;

import info.sopranoexch.payment.outbox.OutboxStore.Leftover;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Publishes what nobody has published in time: the directory's rows after a crash, and those of shards without traffic. */
@Component
class LeftoverTick {
    private static final Logger log = LoggerFactory.getLogger(LeftoverTick.class);
    private static final double PATIENCE_SECONDS = 3;

    private final OutboxStore store;
    private final PublishOutbox publish;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong lagMillis = new AtomicLong();

    LeftoverTick(OutboxStore store, PublishOutbox publish, MeterRegistry meters) {
        this.store = store;
        this.publish = publish;
        Gauge.builder("soprano.outbox.rows", rows, AtomicLong::get)
                .description("records that wait to be published")
                .register(meters);
        TimeGauge.builder("soprano.outbox.lag", lagMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("age of the oldest record that waits to be published")
                .register(meters);
    }

    @Scheduled(initialDelay = 1_000, fixedDelay = 5_000)
    void tick() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            log.warn("outbox leftovers wait on: {}", e.toString());
        }
    }

    void runOnce() {
        List<Leftover> found = store.leftovers();
        rows.set(found.stream().mapToLong(Leftover::rows).sum());
        lagMillis.set((long)
                (1_000 * found.stream().mapToDouble(Leftover::seconds).max().orElse(0)));
        List<Integer> old = found.stream()
                .filter(leftover -> leftover.seconds() > PATIENCE_SECONDS)
                .map(Leftover::shard)
                .toList();
        publish.forget(old);
        publish.publish(old);
    }
}
