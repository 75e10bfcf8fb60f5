package info.sopranoexch.gateway.events;

import info.sopranoexch.gateway.edge.ClientConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.async.DeferredResult;

/** A request that waits until there is an event, at most until its deadline. Its response is then the empty page. */
final class LongPoll extends WaitingClient {
    /** The server's own timeout is a safety net: the poller ends the request first. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final EventReads reads;
    private final ClientConnection connection;
    private final Instant deadline;
    private final Duration clientCheckInterval;
    private final DeferredResult<ResponseEntity<byte[]>> result;
    private EventQuery query;
    private EventPage emptyPage;
    private Instant nextClientCheck;

    /** @param first the page that was empty */
    LongPoll(
            EventQuery query,
            EventPage first,
            @Nullable Long seenPosition,
            EventReads reads,
            ClientConnection connection,
            Timing timing) {
        super(query.accountId(), seenPosition);
        this.reads = reads;
        this.connection = connection;
        this.query = query.startingAfter(first.nextCursor());
        this.emptyPage = first;
        this.deadline = timing.now().plus(timing.maxWait());
        this.clientCheckInterval = timing.clientCheckInterval();
        this.nextClientCheck = timing.now().plus(clientCheckInterval);
        this.result = new DeferredResult<>(timing.maxWait().plus(MARGIN).toMillis());
    }

    /** @param maxWait the time from now to the deadline */
    record Timing(Instant now, Duration maxWait, Duration clientCheckInterval) {}

    DeferredResult<ResponseEntity<byte[]>> result() {
        return result;
    }

    void onEnd(Consumer<LongPoll> action) {
        result.onCompletion(() -> action.accept(this));
    }

    /** Reads pages until one has an event, or until the request has ended. */
    @Override
    void read() {
        boolean hasMore = true;
        while (hasMore && !result.isSetOrExpired()) {
            EventPage page = reads.read(query);
            if (!page.isEmpty()) {
                finish(page);
                return;
            }
            synchronized (this) {
                query = query.startingAfter(page.nextCursor());
                emptyPage = page;
            }
            hasMore = page.hasMore();
        }
    }

    /** The connection is checked only before the result is set: afterwards it belongs to another thread. */
    @Override
    synchronized void tick(Instant now) {
        if (result.isSetOrExpired()) {
            return;
        }
        if (!now.isBefore(deadline)) {
            end();
        } else if (!now.isBefore(nextClientCheck)) {
            nextClientCheck = now.plus(clientCheckInterval);
            if (connection.isClosedByClient()) {
                end();
            }
        }
    }

    @Override
    synchronized void end() {
        finish(emptyPage);
    }

    private synchronized void finish(EventPage page) {
        result.setResult(page.toEntity());
    }
}
