package info.sopranoexch.payment.sweeping;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sweeps in slices, ten a second while there is a backlog: what is asked for at once is also worked on at once. */
@Component
class SweepTick {
    private static final Logger log = LoggerFactory.getLogger(SweepTick.class);

    static final int SLICES = 10;

    private final SweepDue sweep;
    private final SweeperProperties properties;
    /** Number of the next slice within its second. */
    private int next;
    /** No backlog: only the first slice of each second looks for one. */
    private boolean resting;

    SweepTick(SweepDue sweep, SweeperProperties properties) {
        this.sweep = sweep;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000 / SLICES)
    void tick() {
        int number = next;
        next = (number + 1) % SLICES;
        if (!properties.enabled() || (resting && number > 0)) {
            return;
        }
        resting = true;
        try {
            resting =
                    sweep.runOnce(kind -> slice(properties.batch(kind), number)).isEmpty();
        } catch (RuntimeException e) {
            log.warn("nothing swept this time: {}", e.toString());
        }
    }

    /** Those of a second are the batch together, however small or odd it is; the first is never empty. */
    static int slice(int batch, int number) {
        return Math.ceilDiv(batch * (number + 1), SLICES) - Math.ceilDiv(batch * number, SLICES);
    }
}
