package info.sopranoexch.torture.check;

import static info.sopranoexch.torture.check.Surgery.change;
import static info.sopranoexch.torture.check.Surgery.last;
import static info.sopranoexch.torture.check.Surgery.without;

import info.sopranoexch.torture.history.Counts;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.Invoice;
import java.util.Optional;

/** What would be missing, or too much, in the end. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class PlantsAtTheEnd {
    private PlantsAtTheEnd() {}

    static Optional<History> paymentGone(History history) {
        return last(history.ending().payments(), _ -> true)
                .map(listed ->
                        Surgery.payments(history, without(history.ending().payments(), listed)));
    }

    static Optional<History> paidBackTwice(History history) {
        return last(history.ending().invoices(), invoice -> invoice.refundedMinor() > 0)
                .map(invoice -> Surgery.invoices(
                        history,
                        change(
                                history.ending().invoices(),
                                invoice,
                                new Invoice(
                                        invoice.paymentId(),
                                        invoice.status(),
                                        invoice.paidMinor(),
                                        2 * invoice.refundedMinor()))));
    }

    static Optional<History> countOff(History history) {
        return last(history.ending().counts(), counts -> counts.accepted() > 0)
                .map(counts -> Surgery.counts(
                        history,
                        change(
                                history.ending().counts(),
                                counts,
                                new Counts(
                                        counts.merchantId(),
                                        counts.accepted(),
                                        counts.delivered() - 1,
                                        counts.pending(),
                                        counts.exhausted(),
                                        counts.parked()))));
    }
}
