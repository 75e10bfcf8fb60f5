package info.sopranoexch.webhook.replay;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.inspection.RedeliveryStore;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.scheduler.DeliveryDispatcher;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves the running jobs on, a batch a step. A step waits while the merchant has much pending, so a replay of the past
 * never stands before the present for long. Several instances may step at once: a job is locked by one of them.
 */
@Component
class ReplayRunner {
    private static final Logger log = LoggerFactory.getLogger(ReplayRunner.class);

    private final ReplayStore store;
    private final RedeliveryStore deliveries;
    private final DeliveryDispatcher dispatcher;
    private final Partitions partitions;
    private final TransactionTemplate transactions;
    private final ReplayProperties properties;
    private final InstantSource clock;

    ReplayRunner(
            ReplayStore store,
            RedeliveryStore deliveries,
            DeliveryDispatcher dispatcher,
            Partitions partitions,
            TransactionTemplate transactions,
            ReplayProperties properties,
            InstantSource clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.partitions = partitions;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(initialDelay = 1_000, fixedDelay = 1_000)
    void runOnce() {
        for (long id : store.running()) {
            List<Delivery> ready = partitions.creatingMissing(
                    () -> PartitionKeys.months(store.paymentMonths(id)),
                    () -> transactions.execute(status -> step(id)));
            if (ready != null) {
                dispatcher.committed(ready);
            }
        }
    }

    private List<Delivery> step(long id) {
        ReplayJob job = store.lock(id).orElse(null);
        if (job == null || store.pending(job.merchantId(), properties.maxPending()) >= properties.maxPending()) {
            return List.of();
        }
        List<Long> ids = store.next(job, properties.batch());
        if (ids.isEmpty()) {
            store.finish(job, clock.instant());
            log.info("Replay {} of merchant {} is done: {} deliveries", job.id(), job.merchantId(), job.replayed());
            return List.of();
        }
        List<Delivery> ready = deliveries.putBack(job.accountId(), ids, false, clock.instant());
        store.advance(job, ids);
        dispatcher.announce(ready);
        return ready;
    }
}
