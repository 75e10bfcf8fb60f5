package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.change;
import static info.sopranoexch.faults.invariants.HistoryMutations.content;
import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.swap;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PublishedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Events that a broken service would have lost, or made. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class EventFaults {
    private EventFaults() {}

    static Optional<History> doubledRefund(History history) {
        return last(
                        history.events(),
                        event -> event.isStatus() && event.content().status().equals("partially_refunded"))
                .map(event -> {
                    long once = event.content().refundedMinor();
                    var doubled = new PublishedEvent(
                            event.at(),
                            new PublishedEvent.Position(event.position().partition(), Long.MAX_VALUE),
                            event.paymentId(),
                            event.eventId() + "0",
                            HistoryMutations.lastVersion(history, event.paymentId()) + 1,
                            content(event, "partially_refunded", "partially_refunded", 2 * once));
                    List<PublishedEvent> events = new ArrayList<>(history.events());
                    events.add(doubled);
                    History told = HistoryMutations.events(history, events);
                    return HistoryMutations.refunded(told, event.paymentId(), 2 * once);
                });
    }

    static Optional<History> refundEndsTwice(History history) {
        return last(history.events(), event -> !event.isStatus() && HistoryMutations.firstOf(history, event))
                .map(event -> {
                    List<PublishedEvent> events = new ArrayList<>(history.events());
                    events.add(new PublishedEvent(
                            event.at(),
                            new PublishedEvent.Position(event.position().partition(), Long.MAX_VALUE),
                            event.paymentId(),
                            event.eventId() + "0",
                            HistoryMutations.lastVersion(history, event.paymentId()) + 1,
                            event.content()));
                    return HistoryMutations.events(history, events);
                });
    }

    static Optional<History> cancelForgotten(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Cancel
                                && call.answer().isDone())
                .map(call -> HistoryMutations.events(
                        history,
                        history.events().stream()
                                .filter(event -> !event.paymentId().equals(IndexedHistory.paymentId(call))
                                        || event.version() == 1)
                                .toList()));
    }

    static Optional<History> outboxRowLost(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(lost -> HistoryMutations.events(
                        history,
                        history.events().stream()
                                .filter(event -> !event.eventId().equals(lost.eventId()))
                                .toList()));
    }

    static Optional<History> eventsSwapped(History history) {
        return last(history.events(), event -> event.version() > 1)
                .flatMap(second -> history.events().stream()
                        .filter(event -> event.paymentId().equals(second.paymentId())
                                && event.version() == second.version() - 1
                                && event.position().offset() < second.position().offset())
                        .findFirst()
                        .filter(_ -> HistoryMutations.firstOf(history, second))
                        .map(first -> HistoryMutations.events(history, swap(history.events(), first, second))));
    }

    static Optional<History> versionTwice(History history) {
        return last(history.events(), event -> event.version() > 1).map(event -> {
            var other = new PublishedEvent(
                    event.at(),
                    event.position(),
                    event.paymentId(),
                    event.eventId() + "0",
                    event.version(),
                    event.content());
            List<PublishedEvent> events = new ArrayList<>(history.events());
            events.add(other);
            return HistoryMutations.events(history, events);
        });
    }

    static Optional<History> leavesSuccess(History history) {
        return last(history.events(), event -> event.content().status().equals("success"))
                .map(event -> {
                    List<PublishedEvent> events = new ArrayList<>(history.events());
                    events.add(new PublishedEvent(
                            event.at(),
                            new PublishedEvent.Position(event.position().partition(), Long.MAX_VALUE),
                            event.paymentId(),
                            event.eventId() + "0",
                            HistoryMutations.lastVersion(history, event.paymentId()) + 1,
                            content(event, "success", "expired", 0)));
                    return HistoryMutations.events(history, events);
                });
    }

    static Optional<History> refundedTooMuch(History history) {
        // Not a repeat: that would be found as one that differs.
        return last(
                        history.events(),
                        event -> event.isStatus()
                                && event.content().status().equals("refunded")
                                && HistoryMutations.firstOf(history, event))
                .map(event -> HistoryMutations.events(
                        history,
                        change(
                                history.events(),
                                event,
                                new PublishedEvent(
                                        event.at(),
                                        event.position(),
                                        event.paymentId(),
                                        event.eventId(),
                                        event.version(),
                                        content(
                                                event,
                                                event.content().before(),
                                                "refunded",
                                                event.content().paidMinor() + 1)))));
    }

    static Optional<History> guessedFailure(History history) {
        return guessed(history, "failed");
    }

    static Optional<History> guessedSuccess(History history) {
        return guessed(history, "success");
    }

    /** A payment that nobody paid yet gets an end; consistently, so that only the provider could say otherwise. */
    private static Optional<History> guessed(History history, String status) {
        Predicate<ListedPayment> open = listed -> listed.payment().status().equals("pending")
                && history.payers().stream()
                        .noneMatch(action ->
                                action.paymentId().equals(listed.payment().paymentId()));
        return last(history.ending().payments(), open)
                .flatMap(listed -> last(
                                history.events(),
                                event -> event.paymentId()
                                        .equals(listed.payment().paymentId()))
                        .map(event -> {
                            List<PublishedEvent> events = new ArrayList<>(history.events());
                            events.add(new PublishedEvent(
                                    event.at(),
                                    new PublishedEvent.Position(event.position().partition(), Long.MAX_VALUE),
                                    event.paymentId(),
                                    event.eventId() + "0",
                                    event.version() + 1,
                                    content(event, "pending", status, 0)));
                            return HistoryMutations.events(history, events);
                        }));
    }
}
