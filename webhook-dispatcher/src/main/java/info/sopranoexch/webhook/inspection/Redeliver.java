package info.sopranoexch.webhook.inspection;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.lane.HandOver;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a delivery again: one that is finished goes back to the pending ones, under the same ids and with a schedule of
 * its own; one that waits for its retry is due at once.
 */
@Service
class Redeliver {
    private final RedeliverStore store;
    private final HandOver handOver;
    private final TransactionTemplate transactions;
    private final InstantSource clock;

    Redeliver(RedeliverStore store, HandOver handOver, TransactionTemplate transactions, InstantSource clock) {
        this.store = store;
        this.handOver = handOver;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @return false when the account has no such delivery */
    boolean redeliver(long accountId, long id) {
        List<Delivery> heads = Objects.requireNonNull(transactions.execute(status -> {
            List<Delivery> back = store.putBack(accountId, List.of(id), clock.instant());
            handOver.announce(back);
            return back;
        }));
        handOver.committed(heads);
        return !heads.isEmpty() || store.exists(accountId, id);
    }
}
