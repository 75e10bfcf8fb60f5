package info.sopranoexch.gateway.events;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import info.sopranoexch.starter.metrics.HistogramBuckets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Polls the positions of all accounts whose clients wait, as long as there is one, and starts a read for the clients of accounts
 * whose position changed. Ends all clients at shutdown, before the server waits for requests.
 */
@Component
class WaitingClients implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(WaitingClients.class);
    private static final int MAX_KNOWN_POSITIONS = 10_000;
    private static final Duration POSITION_KEPT = Duration.ofMinutes(10);
    /** The pause after a request without a response. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventClient events;
    private final InstantSource clock;
    private final Duration pollInterval;
    private final Timer pollTime;
    private final Map<Long, Set<WaitingClient>> clientsByAccount = new HashMap<>();

    /** A position that is too old causes one read that finds nothing, and no event is missed. */
    private final Cache<Long, Long> knownPositions = Caffeine.newBuilder()
            .maximumSize(MAX_KNOWN_POSITIONS)
            .expireAfterWrite(POSITION_KEPT)
            .build();

    private boolean running;

    WaitingClients(EventClient events, InstantSource clock, EventProperties properties, MeterRegistry meters) {
        this.events = events;
        this.clock = clock;
        this.pollInterval = properties.pollInterval();
        this.pollTime = Timer.builder("soprano.gateway.events.poll.time")
                .description("one request for the positions of accounts whose clients wait for events")
                .serviceLevelObjectives(HistogramBuckets.latency())
                .register(meters);
    }

    /** Returns the last known position of the account. Call it before the read after which a client waits. */
    @Nullable
    Long knownPosition(long accountId) {
        return knownPositions.getIfPresent(accountId);
    }

    /** Adds a client. After the shutdown has begun, it ends the client at once. */
    void add(WaitingClient client) {
        synchronized (this) {
            if (running) {
                clientsByAccount
                        .computeIfAbsent(client.accountId(), _ -> new LinkedHashSet<>())
                        .add(client);
                notifyAll();
                return;
            }
        }
        client.end();
    }

    synchronized void remove(WaitingClient client) {
        clientsByAccount.computeIfPresent(client.accountId(), (_, clients) -> {
            clients.remove(client);
            return clients.isEmpty() ? null : clients;
        });
    }

    private void run() {
        try {
            Duration pause = pollInterval;
            while (awaitClients(pause)) {
                pause = pollOnce() ? pollInterval : PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the pause, and until a client waits. Returns false after the shutdown has begun. */
    private synchronized boolean awaitClients(Duration pause) throws InterruptedException {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); running && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        while (running && clientsByAccount.isEmpty()) {
            wait();
        }
        return running;
    }

    /** Returns whether webhook-dispatcher responded. */
    boolean pollOnce() {
        Map<Long, List<WaitingClient>> waiting = snapshot();
        Map<Long, Long> positions = lastPositions(waiting.keySet());
        Instant now = clock.instant();
        waiting.forEach((accountId, clients) -> {
            if (positions != null) {
                long position = positions.getOrDefault(accountId, 0L);
                knownPositions.put(accountId, position);
                clients.stream().filter(client -> client.startsRead(position)).forEach(WaitingClients::startRead);
            }
            clients.forEach(client -> dropOnFailure(client, () -> client.tick(now)));
        });
        return positions != null;
    }

    /** Returns null without a valid response. */
    private @Nullable Map<Long, Long> lastPositions(Set<Long> accountIds) {
        try {
            return pollTime.record(() -> events.lastPositions(accountIds));
        } catch (RuntimeException e) {
            log.warn("the positions of events could not be read", e);
            return null;
        }
    }

    /** A failure, such as one of a broken connection, must not affect other clients. */
    private void dropOnFailure(WaitingClient client, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            log.warn("a client that waits for events failed and is dropped", e);
            remove(client);
        }
    }

    private synchronized Map<Long, List<WaitingClient>> snapshot() {
        Map<Long, List<WaitingClient>> snapshot = new HashMap<>();
        clientsByAccount.forEach((accountId, clients) -> snapshot.put(accountId, List.copyOf(clients)));
        return snapshot;
    }

    private static void startRead(WaitingClient client) {
        Thread.ofVirtual().name("event-read").start(() -> {
            try {
                client.readChanges();
            } catch (RuntimeException e) {
                log.debug("a read of events failed and is repeated: {}", e.toString());
            }
        });
    }

    @Override
    public synchronized void start() {
        running = true;
        Thread.ofPlatform().name("event-positions").daemon().start(this::run);
    }

    @Override
    public void stop() {
        List<WaitingClient> clients = new ArrayList<>();
        synchronized (this) {
            running = false;
            clientsByAccount.values().forEach(clients::addAll);
            notifyAll();
        }
        clients.forEach(client -> dropOnFailure(client, client::end));
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
