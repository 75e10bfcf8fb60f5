package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.Observation;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Collects observations with times of one clock. Safe for use by several threads. */
public final class HistoryRecorder {
    private final long startNanos = System.nanoTime();
    private final long startMicros;
    private final Queue<Merchant> merchants = new ConcurrentLinkedQueue<>();
    private final Queue<Observation> observations = new ConcurrentLinkedQueue<>();

    public HistoryRecorder(InstantSource wallClock) {
        startMicros = wallClock.millis() * 1_000;
    }

    /** Microseconds since the start. */
    public long now() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** Converts a wall-clock time to microseconds since the start. */
    public long at(Instant wall) {
        return wall.toEpochMilli() * 1_000 - startMicros;
    }

    void add(Merchant merchant) {
        merchants.add(merchant);
    }

    void add(Observation observation) {
        observations.add(observation);
    }

    List<ApiCall> calls() {
        return all(ApiCall.class, Comparator.comparingLong(ApiCall::start));
    }

    public History history(FinalState finalState) {
        return new History(
                List.copyOf(merchants),
                calls(),
                all(PayerAction.class, Comparator.comparingLong(PayerAction::start)),
                all(ReceivedWebhook.class, Comparator.comparingLong(ReceivedWebhook::at)),
                all(
                        PublishedEvent.class,
                        Comparator.comparingInt((PublishedEvent event) ->
                                        event.position().partition())
                                .thenComparingLong(event -> event.position().offset())),
                all(
                        FollowedEvent.class,
                        Comparator.comparing(FollowedEvent::account).thenComparingLong(FollowedEvent::place)),
                finalState);
    }

    private <T extends Observation> List<T> all(Class<T> type, Comparator<T> order) {
        return observations.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .sorted(order)
                .toList();
    }
}
