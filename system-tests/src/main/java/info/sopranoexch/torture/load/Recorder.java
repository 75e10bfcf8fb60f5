package info.sopranoexch.torture.load;

import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Ending;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.History.Shop;
import info.sopranoexch.torture.history.PayerAction;
import info.sopranoexch.torture.history.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes down what is seen, by the one clock of the run. Safe for use by several threads. */
public final class Recorder {
    private final long startNanos = System.nanoTime();
    private final long startMicros;
    private final Queue<Shop> shops = new ConcurrentLinkedQueue<>();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<PayerAction> payers = new ConcurrentLinkedQueue<>();
    private final Queue<Webhook> webhooks = new ConcurrentLinkedQueue<>();
    private final Queue<Event> events = new ConcurrentLinkedQueue<>();

    public Recorder(InstantSource wallClock) {
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

    void add(Shop shop) {
        shops.add(shop);
    }

    void add(Call call) {
        calls.add(call);
    }

    void add(PayerAction action) {
        payers.add(action);
    }

    void add(Webhook webhook) {
        webhooks.add(webhook);
    }

    public void add(Event event) {
        events.add(event);
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public History history(Ending ending) {
        return new History(
                List.copyOf(shops),
                calls.stream().sorted(Comparator.comparingLong(Call::start)).toList(),
                List.copyOf(payers),
                webhooks.stream().sorted(Comparator.comparingLong(Webhook::at)).toList(),
                events.stream()
                        .sorted(Comparator.comparingInt(
                                        (Event event) -> event.position().partition())
                                .thenComparingLong(event -> event.position().offset()))
                        .toList(),
                ending);
    }
}
