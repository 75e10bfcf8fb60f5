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

/** Queues and lists callbacks. */
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
     * Queues callbacks in the caller's transaction. They are sent after its commit.
     *
     * @param changes at least one, oldest first
     * @param forged sent with an invalid signature in mode {@code FORGED}
     * @param lateBy delay of late callbacks; null for the default
     */
    public void publish(
            CallbackMode mode, List<CallbackMessage> changes, CallbackMessage forged, @Nullable Duration lateBy) {
        Duration delay = lateBy == null ? properties.lateBy() : lateBy;
        enqueue(ScheduledCallback.schedule(mode, changes, forged, delay));
    }

    /** Queues a callback without a change of an invoice. */
    public void publish(CallbackMessage message, boolean forged) {
        enqueue(List.of(new ScheduledCallback(message, forged, Duration.ZERO)));
    }

    /** Returns the callbacks of an invoice and their state. */
    public List<Map<String, Object>> list(String externalId) {
        return store.list(externalId);
    }

    private void enqueue(List<ScheduledCallback> scheduled) {
        Instant now = clock.instant();
        List<CallbackDelivery> deliveries = scheduled.stream()
                .map(callback -> store.add(callback, now, CallbackDispatcher.claimAt(now, callback.delay())))
                .toList();
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                dispatcher.dispatch(deliveries);
            }
        });
    }
}
