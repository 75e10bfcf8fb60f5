package info.sopranoexch.sandbox.callback;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What the rest of the sandbox knows of callbacks. */
@Component
public class Callbacks {
    private final CallbackStore store;
    private final CallbackDispatcher dispatcher;
    private final CallbackProperties properties;
    private final InstantSource clock;

    Callbacks(CallbackStore store, CallbackDispatcher dispatcher, CallbackProperties properties, InstantSource clock) {
        this.store = store;
        this.dispatcher = dispatcher;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Queues callbacks in the caller's transaction; they are sent when it has committed.
     *
     * @param changes oldest first, one or more
     * @param lie what a forger would say of the same invoice
     * @param lateBy how late is late; null for the setting's
     */
    public void tell(CallbackMode mode, List<Announcement> changes, Announcement lie, @Nullable Duration lateBy) {
        Duration delay = lateBy == null ? properties.lateBy() : lateBy;
        enqueue(Plan.of(mode, changes, lie, delay));
    }

    /** Queues one callback that no change stands behind. */
    public void tellAnyway(Announcement announcement, boolean forged) {
        enqueue(List.of(new Plan(announcement, forged, Duration.ZERO)));
    }

    /** What became of the callbacks of an invoice, for people. */
    public List<Map<String, Object>> list(String externalId) {
        return store.list(externalId);
    }

    private void enqueue(List<Plan> plans) {
        Instant now = clock.instant();
        List<Delivery> deliveries = plans.stream()
                .map(plan -> store.add(plan, now, CallbackDispatcher.takeUpAt(now, plan.delay())))
                .toList();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                dispatcher.dispatch(deliveries);
            }
        });
    }
}
