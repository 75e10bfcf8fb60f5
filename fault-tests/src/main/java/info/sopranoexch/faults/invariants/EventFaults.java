package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.changeLast;
import static info.sopranoexch.faults.invariants.HistoryMutations.isFirstOccurrence;
import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.swap;
import static info.sopranoexch.faults.invariants.HistoryMutations.with;
import static info.sopranoexch.faults.invariants.HistoryMutations.withNextEvent;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History;
import java.util.Optional;
import java.util.function.Predicate;

/** Faults in the event topic. */
final class EventFaults {
    private EventFaults() {}

    static Optional<History> doubleRefund(History history) {
        return last(history.events(), event -> event.isStatus("partially_refunded"))
                .map(event -> {
                    long doubled = 2 * event.content().refundedMinor();
                    History refunded = withNextEvent(
                            history,
                            event,
                            event.content().withStatus("partially_refunded", "partially_refunded", doubled));
                    return refunded.withFinalState(refund(refunded.finalState(), event.paymentId(), doubled));
                });
    }

    private static FinalState refund(FinalState state, String paymentId, long refundedMinor) {
        return state.withPayments(state.payments().stream()
                        .map(listed -> listed.paymentId().equals(paymentId)
                                ? new ListedPayment(
                                        listed.account(),
                                        listed.payment().with(listed.payment().status(), refundedMinor))
                                : listed)
                        .toList())
                .withInvoices(state.invoices().stream()
                        .map(invoice ->
                                invoice.paymentId().equals(paymentId) ? invoice.withRefunded(refundedMinor) : invoice)
                        .toList());
    }

    static Optional<History> doubleEndOfRefund(History history) {
        return last(history.events(), event -> !event.isStatusChange() && isFirstOccurrence(history, event))
                .map(event -> withNextEvent(history, event, event.content()));
    }

    static Optional<History> lostCancel(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Cancel
                                && call.result().isSuccess())
                .map(call -> history.withEvents(without(
                        history.events(), event -> event.paymentId().equals(call.paymentId()) && event.version() > 1)));
    }

    static Optional<History> lostEvent(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(lost -> history.withEvents(
                        without(history.events(), event -> event.eventId().equals(lost.eventId()))));
    }

    static Optional<History> swappedEvents(History history) {
        return last(history.events(), event -> event.version() > 1)
                .flatMap(second -> history.events().stream()
                        .filter(event -> event.paymentId().equals(second.paymentId())
                                && event.version() == second.version() - 1
                                && event.position().offset() < second.position().offset())
                        .findFirst()
                        .filter(_ -> isFirstOccurrence(history, second))
                        .map(first -> history.withEvents(swap(history.events(), first, second))));
    }

    static Optional<History> twoEventsForVersion(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(event -> history.withEvents(
                        with(history.events(), event.withVersion(event.eventId() + "0", event.version()))));
    }

    static Optional<History> expiredAfterSuccess(History history) {
        return last(history.events(), event -> event.content().status().equals("success"))
                .map(event -> withNextEvent(history, event, event.content().withStatus("success", "expired", 0)));
    }

    static Optional<History> refundAbovePaidAmount(History history) {
        // A changed repeat would violate another invariant.
        return changeLast(
                        history.events(),
                        event -> event.isStatus("refunded") && isFirstOccurrence(history, event),
                        event -> event.withContent(event.content()
                                .withStatus(
                                        event.content().previousStatus(),
                                        "refunded",
                                        event.content().paidMinor() + 1)))
                .map(history::withEvents);
    }

    static Optional<History> guessedFailure(History history) {
        return guessed(history, "failed");
    }

    static Optional<History> guessedSuccess(History history) {
        return guessed(history, "success");
    }

    /** An outcome of a payment without a payer; only the provider's invoice contradicts it. */
    private static Optional<History> guessed(History history, String status) {
        Predicate<ListedPayment> open = listed -> listed.payment().status().equals("pending")
                && history.payerActions().stream()
                        .noneMatch(action -> action.paymentId().equals(listed.paymentId()));
        return last(history.finalState().payments(), open)
                .flatMap(listed ->
                        last(history.events(), event -> event.paymentId().equals(listed.paymentId())))
                .map(event -> withNextEvent(history, event, event.content().withStatus("pending", status, 0)));
    }
}
