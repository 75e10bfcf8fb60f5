package info.sopranoexch.gateway.events;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Reads events for waiting clients, a limited number at once, in the order of the calls. */
@Component
class EventReads {
    private final EventClient events;
    private final Semaphore permits;

    EventReads(EventClient events, EventProperties properties) {
        this.events = events;
        this.permits = new Semaphore(properties.maxReads(), true);
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException the problem of the service */
    EventPage read(EventQuery query) {
        permits.acquireUninterruptibly();
        try {
            return events.read(query);
        } finally {
            permits.release();
        }
    }
}
