package info.sopranoexch.payment.reviews;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts the payments on hold for the metrics. */
@Component
class ReviewMetrics {
    private static final Logger log = LoggerFactory.getLogger(ReviewMetrics.class);

    private final HeldPaymentStore store;
    private final InstantSource clock;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();

    ReviewMetrics(HeldPaymentStore store, InstantSource clock, MeterRegistry meters) {
        this.store = store;
        this.clock = clock;
        Gauge.builder("soprano.review.held", held, AtomicLong::get)
                .description("payments on hold for review")
                .register(meters);
        TimeGauge.builder("soprano.review.longest", longestMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("longest time that a payment has been on hold")
                .register(meters);
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void update() {
        try {
            held.set(store.count());
            longestMillis.set(store.longestHeldSince()
                    .map(since -> Duration.between(since, clock.instant()).toMillis())
                    .orElse(0L));
        } catch (RuntimeException e) {
            log.warn("could not count payments on hold: {}", e.toString());
        }
    }
}
