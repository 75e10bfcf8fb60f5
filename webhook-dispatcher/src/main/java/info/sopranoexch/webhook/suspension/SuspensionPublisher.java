package info.sopranoexch.webhook.suspension;

import info.sopranoexch.webhook.suspension.SuspensionStore.Suspension;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells of what was pending when its endpoint came to be suspended; what comes later is told as it is accepted. A batch a step
 * and some steps a round, so that a million deliveries of one endpoint are told over minutes and hold up nothing.
 */
@Component
class SuspensionPublisher {
    private static final Logger log = LoggerFactory.getLogger(SuspensionPublisher.class);
    private static final int BATCH = 500;
    private static final int STEPS = 20;

    private final SuspensionStore store;
    private final SuspensionEvents events;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    SuspensionPublisher(
            SuspensionStore store, SuspensionEvents events, TransactionTemplate transactions, InstantSource clock) {
        this.store = store;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 2_000, fixedDelay = 2_000)
    void tick() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            log.warn("what is suspended is not told this time: {}", e.toString());
        }
    }

    void runOnce() {
        store.follow(clock.instant());
        int steps = 0;
        while (steps < STEPS && Boolean.TRUE.equals(transactions.execute(status -> step()))) {
            steps++;
        }
    }

    /** @return whether there was a endpoint queue to tell of */
    private boolean step() {
        Instant now = clock.instant();
        Suspension suspension = store.nextUnpublished().orElse(null);
        if (suspension == null) {
            return false;
        }
        List<SuspendedDelivery> suspended = store.next(suspension, now, BATCH);
        events.publish(suspended, now);
        store.advance(suspension, suspended, suspended.size() < BATCH);
        return true;
    }
}
