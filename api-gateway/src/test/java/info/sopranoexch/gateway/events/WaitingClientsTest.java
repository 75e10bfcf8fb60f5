package info.sopranoexch.gateway.events;

import static org.awaitility.Awaitility.await;

import info.sopranoexch.gateway.upstream.InternalResponse;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WaitingClientsTest {
    private static final long ACCOUNT = 7;
    private static final EventPage EMPTY = new EventPage(new InternalResponse(
            200, "{\"data\":[],\"next_cursor\":\"c4\",\"has_more\":false}".getBytes(StandardCharsets.UTF_8)));

    private final EventProperties properties = new EventProperties(
            Duration.ofMillis(10), 1, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
    private final FailingPositions events = new FailingPositions();
    private final WaitingClients waiting =
            new WaitingClients(events, InstantSource.system(), properties, new SimpleMeterRegistry());

    /** Throws an exception for the first requests, as for a malformed response. */
    private static final class FailingPositions extends EventClient {
        private final AtomicInteger requests = new AtomicInteger();
        private volatile int failures = 1;

        FailingPositions() {
            super(null, null);
        }

        @Override
        Map<Long, Long> lastPositions(Collection<Long> accountIds) {
            if (requests.incrementAndGet() <= failures) {
                throw new IllegalStateException("malformed response");
            }
            return Map.of(ACCOUNT, 1L);
        }

        @Override
        EventPage read(EventQuery query) {
            return EMPTY;
        }
    }

    @BeforeEach
    void start() {
        waiting.start();
    }

    @AfterEach
    void stop() {
        waiting.stop();
    }

    private LongPoll poll(Duration maxWait) {
        var timing = new LongPoll.Timing(Instant.now(), maxWait, Duration.ofHours(1));
        var query = new EventQuery(ACCOUNT, "", null);
        return new LongPoll(query, EMPTY, null, new EventReads(events, properties), null, timing);
    }

    @Test
    void keepsPollingAfterAFailedPoll() {
        waiting.add(poll(Duration.ofHours(1)));

        await().until(() -> events.requests.get() > 1);
    }

    @Test
    void endsClientsWhileThePositionsFail() {
        events.failures = Integer.MAX_VALUE;
        LongPoll poll = poll(Duration.ZERO);

        waiting.add(poll);

        await().until(() -> poll.result().hasResult());
    }

    @Test
    void failureOfAClientDoesNotAffectTheNextOne() {
        LongPoll broken = poll(Duration.ZERO);
        broken.result().setResultHandler(_ -> {
            throw new IllegalStateException("the connection is closed");
        });
        LongPoll next = poll(Duration.ZERO);

        waiting.add(broken);
        waiting.add(next);

        await().until(() -> next.result().hasResult());
    }
}
