package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.changeLast;
import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.History;
import java.util.Optional;
import java.util.function.Function;

/** Faults in payments, invoices and deliveries after a run. */
final class FinalStateFaults {
    private FinalStateFaults() {}

    static Optional<History> missingPayment(History history) {
        return change(
                history,
                state -> last(state.payments(), _ -> true)
                        .map(lost -> state.withPayments(without(state.payments(), listed -> listed == lost))));
    }

    static Optional<History> doubleRefundByProvider(History history) {
        return change(
                history,
                state -> changeLast(
                                state.invoices(),
                                invoice -> invoice.refundedMinor() > 0,
                                invoice -> invoice.withRefunded(2 * invoice.refundedMinor()))
                        .map(state::withInvoices));
    }

    static Optional<History> missingDelivery(History history) {
        return change(
                history,
                state -> last(state.deliveries(), _ -> true)
                        .map(lost -> state.withDeliveries(without(state.deliveries(), delivery -> delivery == lost))));
    }

    static Optional<History> stuckDelivery(History history) {
        return change(
                history,
                state -> changeLast(state.deliveries(), _ -> true, delivery -> delivery.withStatus("pending"))
                        .map(state::withDeliveries));
    }

    static Optional<History> wrongDeliveryCount(History history) {
        return change(
                history,
                state -> changeLast(
                                state.deliveryCounts(),
                                counts -> counts.accepted() > 0,
                                counts -> counts.withDelivered(counts.delivered() - 1))
                        .map(state::withDeliveryCounts));
    }

    private static Optional<History> change(History history, Function<FinalState, Optional<FinalState>> change) {
        return change.apply(history.finalState()).map(history::withFinalState);
    }
}
