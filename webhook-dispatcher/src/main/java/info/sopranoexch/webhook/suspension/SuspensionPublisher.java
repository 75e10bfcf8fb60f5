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
 * Publishes the deliveries that were pending when their endpoint was suspended. Deliveries that are accepted later are published by
 * the ingestion. The number of batches in a round is limited, so a million deliveries are published over minutes and delay nothing.
 */
@Component
class SuspensionPublisher {
    private static final Logger log = LoggerFactory.getLogger(SuspensionPublisher.class);

    private final SuspensionStore store;
    private final SuspensionEvents events;
    private final TransactionTemplate transactions;
    private final SuspensionProperties properties;
    private final InstantSource clock;

    SuspensionPublisher(
            SuspensionStore store,
            SuspensionEvents events,
            TransactionTemplate transactions,
            SuspensionProperties properties,
            InstantSource clock) {
        this.properties = properties;
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
            log.warn("Suspended deliveries cannot be published, retrying soon: {}", e.toString());
        }
    }

    void runOnce() {
        store.update(clock.instant());
        int batches = 0;
        while (batches < properties.batchesPerRound()
                && Boolean.TRUE.equals(transactions.execute(status -> publishBatch()))) {
            batches++;
        }
    }

    /** @return false if nothing is left to publish */
    private boolean publishBatch() {
        Instant now = clock.instant();
        Suspension suspension = store.nextUnpublished().orElse(null);
        if (suspension == null) {
            return false;
        }
        List<SuspendedDelivery> suspended = store.next(suspension, now, properties.batch());
        events.publish(suspended, now);
        store.advance(suspension, suspended, suspended.size() < properties.batch());
        return true;
    }
}
