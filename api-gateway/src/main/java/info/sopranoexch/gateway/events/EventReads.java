package info.sopranoexch.gateway.events;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Reads events for waiting clients, a limited number at once. */
@Component
class EventReads {
    private final EventClient events;
    private final Semaphore permits;

    EventReads(EventClient events, EventProperties properties) {
        this.events = events;
        this.permits = new Semaphore(properties.maxReads());
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

    /** Returns the first page with an event that matches the filters, or the last page. */
    EventPage readUntilFound(EventQuery query) {
        EventPage page = read(query);
        while (page.isEmpty() && page.hasMore()) {
            page = read(query.startingAfter(page.nextCursor()));
        }
        return page;
    }
}
