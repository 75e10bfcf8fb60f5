package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.payments.HeldPayments;
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

/** Counts the payments that wait for an operator. */
@Component
class ReviewTick {
    private static final Logger log = LoggerFactory.getLogger(ReviewTick.class);

    private final HeldPayments payments;
    private final InstantSource clock;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong longestMillis = new AtomicLong();

    ReviewTick(HeldPayments payments, InstantSource clock, MeterRegistry meters) {
        this.payments = payments;
        this.clock = clock;
        Gauge.builder("soprano.review.held", held, AtomicLong::get)
                .description("payments held for review")
                .register(meters);
        TimeGauge.builder("soprano.review.longest", longestMillis, TimeUnit.MILLISECONDS, AtomicLong::get)
                .description("for how long the payment has been held that is held longest")
                .register(meters);
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void runOnce() {
        try {
            held.set(payments.count());
            longestMillis.set(payments.longestHeldSince()
                    .map(since -> Duration.between(since, clock.instant()).toMillis())
                    .orElse(0L));
        } catch (RuntimeException e) {
            log.warn("payments held for review cannot be counted: {}", e.toString());
        }
    }
}
