package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.History;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults in the events that accounts read by the Events API. */
final class EventsApiFaults {
    private EventsApiFaults() {}

    static Optional<History> skippedEvent(History history) {
        return last(history, _ -> true).map(lost -> {
            List<FollowedEvent> events = new ArrayList<>(history.followedEvents());
            events.remove(lost);
            return history.withFollowedEvents(events);
        });
    }

    static Optional<History> repeatedEvent(History history) {
        return last(history, _ -> true).map(repeated -> {
            List<FollowedEvent> events = new ArrayList<>(history.followedEvents());
            events.add(repeated.withPlace(Long.MAX_VALUE));
            return history.withFollowedEvents(events);
        });
    }

    static Optional<History> reorderedEvents(History history) {
        return last(history, event -> event.version() > 2)
                .flatMap(second -> last(
                                history,
                                event -> event.paymentId().equals(second.paymentId())
                                        && event.version() == second.version() - 1)
                        .map(first -> history.withFollowedEvents(swap(history.followedEvents(), first, second))));
    }

    private static Optional<FollowedEvent> last(History history, Predicate<FollowedEvent> wanted) {
        return history.followedEvents().reversed().stream().filter(wanted).findFirst();
    }

    private static List<FollowedEvent> swap(List<FollowedEvent> events, FollowedEvent first, FollowedEvent second) {
        return events.stream()
                .map(event -> event == first
                        ? first.withPlace(second.place())
                        : event == second ? second.withPlace(first.place()) : event)
                .sorted(Comparator.comparing(FollowedEvent::account).thenComparingLong(FollowedEvent::place))
                .toList();
    }
}
