package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.with;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.History;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Faults in the events that accounts read by the Events API. */
final class EventsApiFaults {
    private EventsApiFaults() {}

    static Optional<History> skippedEvent(History history) {
        return last(history.followedEvents(), _ -> true)
                .map(lost -> history.withFollowedEvents(without(history.followedEvents(), event -> event == lost)));
    }

    static Optional<History> repeatedEvent(History history) {
        return last(history.followedEvents(), _ -> true)
                .map(repeated ->
                        history.withFollowedEvents(with(history.followedEvents(), repeated.withPlace(Long.MAX_VALUE))));
    }

    static Optional<History> reorderedEvents(History history) {
        return last(history.followedEvents(), event -> event.version() > 2)
                .flatMap(second -> history.followedEvents().stream()
                        .filter(event ->
                                event.paymentId().equals(second.paymentId()) && event.version() == second.version() - 1)
                        .findFirst()
                        .map(first -> history.withFollowedEvents(swap(history.followedEvents(), first, second))));
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
