package info.sopranoexch.webhook.inspection;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.scheduler.DeliveryDispatcher;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a delivery again, at once and also while its endpoint is throttled or paused. One that is finished goes back to the pending
 * ones, under the same ids and with a schedule of its own. One that is pending keeps its place behind earlier deliveries of the
 * same payment, which then go out at once too.
 */
@Service
class Redelivery {
    private final RedeliveryStore store;
    private final DeliveryDispatcher dispatcher;
    private final Partitions partitions;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    Redelivery(
            RedeliveryStore store,
            DeliveryDispatcher dispatcher,
            Partitions partitions,
            TransactionTemplate transactions,
            InstantSource clock) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.partitions = partitions;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @return false when the account has no such delivery */
    boolean redeliver(long accountId, long id) {
        boolean sent = send(() -> store.expedite(accountId, id, clock.instant()))
                || partitions.creatingMissing(
                        () -> PartitionKeys.months(store.paymentMonths(List.of(id))),
                        () -> send(() -> store.putBack(accountId, List.of(id), true, clock.instant())))
                // It may have come back behind another delivery of the same payment.
                || send(() -> store.expedite(accountId, id, clock.instant()));
        return sent || store.exists(accountId, id);
    }

    /** @return whether there is anything to send */
    private boolean send(Supplier<List<Delivery>> change) {
        List<Delivery> ready = Objects.requireNonNull(transactions.execute(status -> {
            List<Delivery> changed = change.get();
            dispatcher.announce(changed);
            return changed;
        }));
        dispatcher.committed(ready);
        return !ready.isEmpty();
    }
}
