package info.sopranoexch.webhook.replay;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.scheduler.DeliveryDispatcher;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs replay jobs, one batch in each step. A step is skipped while the merchant has many pending deliveries, so that a replay does not
 * delay new events. An instance locks the job for the step.
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

    ReplayRunner(
            ReplayStore store,
            RedeliveryStore deliveries,
            DeliveryDispatcher dispatcher,
            Partitions partitions,
            TransactionTemplate transactions,
            ReplayProperties properties) {
        this.store = store;
        this.deliveries = deliveries;
        this.dispatcher = dispatcher;
        this.partitions = partitions;
        this.transactions = transactions;
        this.properties = properties;
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
            store.finish(job);
            log.info("Replay {} of merchant {} is done: {} deliveries", job.id(), job.merchantId(), job.replayed());
            return List.of();
        }
        List<Delivery> ready = deliveries.restore(job.accountId(), ids, false);
        store.advance(job, ids);
        dispatcher.announce(ready);
        return ready;
    }
}
