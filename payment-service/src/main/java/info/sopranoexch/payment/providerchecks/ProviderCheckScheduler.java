package info.sopranoexch.payment.providerchecks;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Runs {@link DueCheckPublisher} once a second, and ten times a second while there is a backlog, to spread the load. */
@Component
class ProviderCheckScheduler {
    private static final Logger log = LoggerFactory.getLogger(ProviderCheckScheduler.class);

    static final int SLICES = 10;

    private final DueCheckPublisher checks;
    private final ProviderCheckProperties properties;
    /** Number of the next slice in its second. */
    private int nextSlice;
    /** Without a backlog, only the first slice of a second runs. */
    private boolean idle;

    ProviderCheckScheduler(DueCheckPublisher checks, ProviderCheckProperties properties) {
        this.checks = checks;
        this.properties = properties;
    }

    @Scheduled(initialDelay = 3_000, fixedDelay = 1_000 / SLICES)
    void runSlice() {
        int slice = nextSlice;
        nextSlice = (slice + 1) % SLICES;
        if (!properties.enabled() || (idle && slice > 0)) {
            return;
        }
        idle = true;
        try {
            idle = checks.runOnce(kind -> limit(properties.perSecond(kind), slice))
                    .isEmpty();
        } catch (RuntimeException e) {
            log.warn("could not publish provider checks: {}", e.toString());
        }
    }

    /** The limit of a slice. The limits of a second add up to {@code perSecond}; that of the first slice is never 0. */
    static int limit(int perSecond, int slice) {
        return Math.ceilDiv(perSecond * (slice + 1), SLICES) - Math.ceilDiv(perSecond * slice, SLICES);
    }
}
