package info.sopranoexch.webhook.replay;

import info.sopranoexch.webhook.deliveries.Delivery;
import info.sopranoexch.webhook.retention.PartitionKeys;
import info.sopranoexch.webhook.retention.Partitions;
import info.sopranoexch.webhook.scheduler.DeliveryDispatcher;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Redelivers one webhook at once, even while its endpoint is throttled or paused. A finished delivery becomes pending again with the same
 * ids and a new retry schedule. A pending delivery stays behind earlier deliveries of the same payment, which are sent at once
 * too.
 */
@Service
public class Redelivery {
    private final RedeliveryStore store;
    private final DeliveryDispatcher dispatcher;
    private final Partitions partitions;
    private final TransactionTemplate transactions;

    Redelivery(
            RedeliveryStore store,
            DeliveryDispatcher dispatcher,
            Partitions partitions,
            TransactionTemplate transactions) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.partitions = partitions;
        this.transactions = transactions;
    }

    /** @return false if the account has no such delivery */
    public boolean redeliver(long accountId, long id) {
        boolean sent = send(() -> store.expedite(accountId, id))
                || partitions.creatingMissing(
                        () -> PartitionKeys.months(store.paymentMonths(List.of(id))),
                        () -> send(() -> store.restore(accountId, List.of(id), true)))
                // It may now be pending behind another delivery of the same payment.
                || send(() -> store.expedite(accountId, id));
        return sent || store.exists(accountId, id);
    }

    /** @return whether a delivery is ready to be sent */
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
