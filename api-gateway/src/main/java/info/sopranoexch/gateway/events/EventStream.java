package info.sopranoexch.gateway.events;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * A stream of server-sent events. The id of each one is the cursor of the event, from which a client resumes. An id without data
 * is sent where the cursor advances without an event, so that a client can resume before its first event.
 */
final class EventStream extends WaitingClient {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final long RECONNECT_MILLIS = 1_000;

    private final EventReads reads;
    private final Duration heartbeat;
    private final Instant end;
    private final SseEmitter emitter;
    private final AtomicBoolean ended = new AtomicBoolean();
    private EventQuery query;
    private @Nullable EventPage unsent;
    private @Nullable String lastId;
    private volatile Instant nextHeartbeat;

    /** @param first the page with which the stream begins */
    EventStream(EventQuery query, EventPage first, EventReads reads, EventProperties properties, Instant now) {
        super(query.accountId(), null);
        this.reads = reads;
        this.query = query;
        this.unsent = first;
        this.heartbeat = properties.heartbeat();
        this.nextHeartbeat = now.plus(heartbeat);
        this.end = now.plus(properties.streamLifetime());
        // The server's own timeout is a safety net: the poller ends the stream first.
        this.emitter =
                new SseEmitter(properties.streamLifetime().plus(heartbeat).toMillis());
        emitter.onError(_ -> ended.set(true));
        SseEventBuilder connected =
                SseEmitter.event().reconnectTime(RECONNECT_MILLIS).comment("connected");
        if (first.isEmpty()) {
            lastId = first.nextCursor();
            connected.id(lastId);
        }
        send(connected);
    }

    SseEmitter emitter() {
        return emitter;
    }

    void onEnd(Runnable action) {
        emitter.onCompletion(action);
    }

    @Override
    void read() {
        if (unsent != null) {
            send(unsent);
            unsent = null;
        }
        boolean hasMore = true;
        while (hasMore && !ended.get()) {
            EventPage page = reads.read(query);
            send(page);
            hasMore = page.hasMore();
        }
    }

    private void send(EventPage page) {
        for (EventPage.Event event : page.events()) {
            lastId = event.cursor();
            send(SseEmitter.event().id(lastId).data(event.json(), TEXT));
        }
        if (!page.nextCursor().equals(lastId)) {
            lastId = page.nextCursor();
            send(SseEmitter.event().id(lastId));
        }
        query = query.startingAfter(page.nextCursor());
    }

    @Override
    void tick(Instant now) {
        if (!now.isBefore(end)) {
            end();
        } else if (!now.isBefore(nextHeartbeat)) {
            nextHeartbeat = now.plus(heartbeat);
            // A write can block until the client reads.
            Thread.ofVirtual()
                    .name("event-heartbeat")
                    .start(() -> send(SseEmitter.event().comment("heartbeat")));
        }
    }

    private void send(SseEventBuilder event) {
        try {
            if (!ended.get()) {
                emitter.send(event);
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("the client closed the stream: {}", e.toString());
            end();
        }
    }

    @Override
    void end() {
        if (ended.compareAndSet(false, true)) {
            // On another thread, because the call waits until the current event is written.
            Thread.ofVirtual().name("event-stream-end").start(emitter::complete);
        }
    }
}
