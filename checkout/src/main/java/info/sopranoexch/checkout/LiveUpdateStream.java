package info.sopranoexch.checkout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * One open stream of server-sent events: {@code state} with the new part of the page, {@code beat} as a heartbeat, and
 * {@code end} when no further change is expected. Each stream is written by a virtual thread of its own, so that a slow
 * browser delays no other one.
 */
final class LiveUpdateStream {
    private static final Logger log = LoggerFactory.getLogger(LiveUpdateStream.class);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);
    private static final long RECONNECT_MILLIS = 2_000;

    private final PageRenderer renderer;
    private final Language language;
    private final boolean returned;
    private final InstantSource clock;
    private final Duration heartbeat;
    private final Instant end;
    private final Consumer<LiveUpdateStream> onClose;
    private final SseEmitter emitter;
    private final AtomicBoolean closed = new AtomicBoolean();

    private @Nullable PageModel unsent;
    private boolean writing;
    private Instant lastWritten;

    /**
     * @param returned whether this browser came back from the provider, which payment-service may not know yet
     * @param onClose run once, when the stream has ended or the browser has closed it
     */
    LiveUpdateStream(
            PageRenderer renderer,
            Language language,
            boolean returned,
            InstantSource clock,
            CheckoutProperties.LiveUpdates properties,
            Consumer<LiveUpdateStream> onClose) {
        this.renderer = renderer;
        this.language = language;
        this.returned = returned;
        this.clock = clock;
        this.heartbeat = properties.heartbeat();
        this.lastWritten = clock.instant();
        this.end = lastWritten.plus(properties.streamLifetime());
        this.onClose = onClose;
        // The server's own timeout is a safety net: the poller closes the stream first.
        this.emitter =
                new SseEmitter(properties.streamLifetime().plus(heartbeat).toMillis());
        emitter.onCompletion(this::close);
        emitter.onError(_ -> close());
        emitter.onTimeout(this::close);
        write(SseEmitter.event().reconnectTime(RECONNECT_MILLIS));
    }

    SseEmitter emitter() {
        return emitter;
    }

    /** Sends a state. A state that replaces it before it was written is sent in its place. */
    synchronized void send(PageModel page) {
        unsent = returned ? page.afterReturn() : page;
        startWriting();
    }

    /** Sends a heartbeat after a long silence, and ends the stream after its lifetime. */
    void tick() {
        Instant now = clock.instant();
        if (!now.isBefore(end)) {
            close();
            return;
        }
        synchronized (this) {
            if (!now.isBefore(lastWritten.plus(heartbeat))) {
                startWriting();
            }
        }
    }

    private void startWriting() {
        lastWritten = clock.instant();
        if (!writing && !closed.get()) {
            writing = true;
            Thread.ofVirtual().name("live-update").start(this::writeUnsent);
        }
    }

    private void writeUnsent() {
        boolean heartbeatDue = true;
        while (true) {
            PageModel page;
            synchronized (this) {
                page = unsent;
                unsent = null;
                if (page == null && !heartbeatDue) {
                    writing = false;
                    return;
                }
            }
            heartbeatDue = false;
            write(page == null ? SseEmitter.event().name("beat").data("") : state(page));
            if (page != null && page.state().isSettled()) {
                write(SseEmitter.event().name("end").data(""));
                close();
                return;
            }
        }
    }

    private SseEventBuilder state(PageModel page) {
        String html = renderer.state(page, language).strip();
        return SseEmitter.event().name("state").id(page.key()).data(html, TEXT);
    }

    private void write(SseEventBuilder event) {
        try {
            if (!closed.get()) {
                emitter.send(event);
            }
        } catch (IOException | IllegalStateException e) {
            log.debug("the browser closed the stream: {}", e.toString());
            close();
        }
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            // It waits for an event that is being written.
            Thread.ofVirtual().name("live-update-end").start(emitter::complete);
            onClose.accept(this);
        }
    }
}
