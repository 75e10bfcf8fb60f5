package info.sopranoexch.faults.traffic;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes down what is seen, by the one clock of the run. Safe for use by several threads. */
public final class HistoryRecorder {
    private final long startNanos = System.nanoTime();
    private final long startMicros;
    private final Queue<Merchant> shops = new ConcurrentLinkedQueue<>();
    private final Queue<ApiCall> calls = new ConcurrentLinkedQueue<>();
    private final Queue<PayerAction> payers = new ConcurrentLinkedQueue<>();
    private final Queue<ReceivedWebhook> webhooks = new ConcurrentLinkedQueue<>();
    private final Queue<PublishedEvent> events = new ConcurrentLinkedQueue<>();

    public HistoryRecorder(InstantSource wallClock) {
        startMicros = wallClock.millis() * 1_000;
    }

    /** Microseconds since the start. */
    public long now() {
        return (System.nanoTime() - startNanos) / 1_000;
    }

    /** A time of the wall clock, in microseconds since the start. */
    public long at(Instant wall) {
        return wall.toEpochMilli() * 1_000 - startMicros;
    }

    void add(Merchant shop) {
        shops.add(shop);
    }

    void add(ApiCall call) {
        calls.add(call);
    }

    void add(PayerAction action) {
        payers.add(action);
    }

    void add(ReceivedWebhook webhook) {
        webhooks.add(webhook);
    }

    public void add(PublishedEvent event) {
        events.add(event);
    }

    public List<ApiCall> calls() {
        return List.copyOf(calls);
    }

    public History history(FinalState ending) {
        return new History(
                List.copyOf(shops),
                calls.stream().sorted(Comparator.comparingLong(ApiCall::start)).toList(),
                List.copyOf(payers),
                webhooks.stream()
                        .sorted(Comparator.comparingLong(ReceivedWebhook::at))
                        .toList(),
                events.stream()
                        .sorted(Comparator.comparingInt((PublishedEvent event) ->
                                        event.position().partition())
                                .thenComparingLong(event -> event.position().offset()))
                        .toList(),
                ending);
    }
}
