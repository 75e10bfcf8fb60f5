package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import info.sopranoexch.faults.history.PublishedEvent.Position;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Operations that derive a faulty history from a valid one. */
final class HistoryMutations {
    private HistoryMutations() {}

    static <T> Optional<T> last(List<T> list, Predicate<? super T> wanted) {
        return list.reversed().stream().filter(wanted).findFirst();
    }

    static <T> List<T> without(List<T> list, Predicate<? super T> unwanted) {
        return list.stream().filter(unwanted.negate()).toList();
    }

    static <T> List<T> with(List<T> list, T added) {
        List<T> longer = new ArrayList<>(list);
        longer.add(added);
        return longer;
    }

    /** Replaces the last matching element. Nothing follows it that reveals the fault by chance. */
    static <T> Optional<List<T>> changeLast(List<T> list, Predicate<? super T> wanted, UnaryOperator<T> change) {
        return last(list, wanted)
                .map(found -> list.stream()
                        .map(each -> each == found ? change.apply(each) : each)
                        .toList());
    }

    static <T> List<T> swap(List<T> list, T one, T other) {
        List<T> swapped = new ArrayList<>(list);
        Collections.swap(swapped, list.indexOf(one), list.indexOf(other));
        return swapped;
    }

    /** Adds an event with the next version of the payment at the end of the topic. */
    static History withNextEvent(History history, PublishedEvent like, Content content) {
        long version = history.events().stream()
                .filter(event -> event.paymentId().equals(like.paymentId()))
                .mapToLong(PublishedEvent::version)
                .max()
                .orElse(0);
        return history.withEvents(with(
                history.events(),
                like.withContent(content)
                        .withVersion(like.eventId() + "0", version + 1)
                        .withPosition(new Position(like.position().partition(), Long.MAX_VALUE))));
    }

    static boolean isFirstOccurrence(History history, PublishedEvent event) {
        return history.events().stream()
                .filter(other -> other.eventId().equals(event.eventId()))
                .findFirst()
                .filter(first -> first == event)
                .isPresent();
    }
}
