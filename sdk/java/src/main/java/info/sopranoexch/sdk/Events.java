package info.sopranoexch.sdk;

import java.time.Duration;

/** Events of all payments, as webhooks report them. */
public final class Events {
    /** Longest wait of the API for an event. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(30);

    private final Transport transport;

    Events(Transport transport) {
        this.transport = transport;
    }

    /** One page, oldest first. */
    public EventPage list(EventFilters filters) {
        return list(filters, Duration.ZERO);
    }

    /** @param wait if there is no event, the response waits for one; whole seconds, at most 30 */
    public EventPage list(EventFilters filters, Duration wait) {
        return read(Pages.copy(filters), wait);
    }

    /** All events until now, oldest first. */
    public Iterable<Event> iterate(EventFilters filters) {
        return Pages.iterate(filters, "after", query -> toPage(read(query, Duration.ZERO), false));
    }

    /**
     * All events, and then new ones as they occur, without end. Store the cursor of each event that you have processed, and continue
     * after it.
     */
    public Iterable<Event> follow(EventFilters filters) {
        return Pages.iterate(filters, "after", query -> toPage(readFollowing(query), true));
    }

    public Event get(String eventId) {
        return Mapper.toRecord(Event.class, transport.get(Transport.path("events", eventId)));
    }

    private EventPage readFollowing(Fields query) {
        if (!"latest".equals(query.values().get("after"))) {
            return read(query, MAX_WAIT);
        }
        // A request for "latest" that waits and is repeated would skip the events in between.
        Fields first = Pages.copy(query);
        first.put("limit", 1);
        return read(first, Duration.ZERO);
    }

    private EventPage read(Fields query, Duration wait) {
        query.put("wait", wait.toSeconds());
        return Mapper.toRecord(EventPage.class, transport.get("/events", query, wait));
    }

    private static Page<Event> toPage(EventPage page, boolean endless) {
        return new Page<>(page.data(), endless || page.hasMore() ? page.nextCursor() : null);
    }
}
