package info.sopranoexch.payment.sweeping;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps once a second. */
@Component
class SweepTick {
    private static final Logger log = LoggerFactory.getLogger(SweepTick.class);

    private final SweepDue sweep;
    private final SweeperProperties properties;

    SweepTick(SweepDue sweep, SweeperProperties properties) {
        this.sweep = sweep;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000)
    void tick() {
        if (!properties.enabled()) {
            return;
        }
        try {
            sweep.runOnce(properties.batch());
        } catch (RuntimeException e) {
            log.warn("nothing swept this time: {}", e.toString());
        }
    }
}
