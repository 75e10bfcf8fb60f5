package info.sopranoexch.payment.sweeping;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps in slices, ten a second while there is a backlog: what is asked for at once is also worked on at once. */
@Component
class SweepTick {
    private static final Logger log = LoggerFactory.getLogger(SweepTick.class);

    private static final int SLICES = 10;

    private final SweepDue sweep;
    private final SweeperProperties properties;
    /** Slices to be left out because there is no backlog. */
    private int resting;

    SweepTick(SweepDue sweep, SweeperProperties properties) {
        this.sweep = sweep;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000 / SLICES)
    void tick() {
        if (!properties.enabled() || resting-- > 0) {
            return;
        }
        int slice = Math.ceilDiv(properties.batch(), SLICES);
        resting = SLICES - 1;
        try {
            if (sweep.runOnce(slice) == slice) {
                resting = 0;
            }
        } catch (RuntimeException e) {
            log.warn("nothing swept this time: {}", e.toString());
        }
    }
}
