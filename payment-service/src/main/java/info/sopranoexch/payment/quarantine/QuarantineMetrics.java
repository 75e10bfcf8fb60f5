package info.sopranoexch.payment.quarantine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Counts the open entries for the metrics. */
@Component
class QuarantineMetrics {
    private static final Logger log = LoggerFactory.getLogger(QuarantineMetrics.class);

    private final QuarantineStore store;
    private final AtomicLong open = new AtomicLong();

    QuarantineMetrics(QuarantineStore store, MeterRegistry meters) {
        this.store = store;
        Gauge.builder("soprano.quarantine.open", open, AtomicLong::get)
                .description("provider reports that could not be applied and wait for an operator")
                .register(meters);
    }

    @Scheduled(initialDelay = 5_000, fixedDelay = 15_000)
    void update() {
        try {
            open.set(store.countOpen());
        } catch (RuntimeException e) {
            log.warn("could not count quarantine entries: {}", e.toString());
        }
    }
}
