package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.change;
import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.DeliveryCounts;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.ProviderInvoice;
import java.util.Optional;

/** What would be missing, or too much, in the end. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class FinalStateFaults {
    private FinalStateFaults() {}

    static Optional<History> paymentGone(History history) {
        return last(history.ending().payments(), _ -> true)
                .map(listed -> HistoryMutations.payments(
                        history, without(history.ending().payments(), listed)));
    }

    static Optional<History> paidBackTwice(History history) {
        return last(history.ending().invoices(), invoice -> invoice.refundedMinor() > 0)
                .map(invoice -> HistoryMutations.invoices(
                        history,
                        change(
                                history.ending().invoices(),
                                invoice,
                                new ProviderInvoice(
                                        invoice.paymentId(),
                                        invoice.status(),
                                        invoice.paidMinor(),
                                        2 * invoice.refundedMinor()))));
    }

    static Optional<History> countOff(History history) {
        return last(history.ending().counts(), counts -> counts.accepted() > 0)
                .map(counts -> HistoryMutations.counts(
                        history,
                        change(
                                history.ending().counts(),
                                counts,
                                new DeliveryCounts(
                                        counts.merchantId(),
                                        counts.accepted(),
                                        counts.delivered() - 1,
                                        counts.pending(),
                                        counts.exhausted(),
                                        counts.parked()))));
    }
}
