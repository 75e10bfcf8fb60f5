package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.Set;

/** Checks the amounts of every event and invoice. */
final class RefundsWithinPaidAmount {
    private static final Set<String> PAID_STATUSES = Set.of("success", "partially_refunded", "refunded");

    private RefundsWithinPaidAmount() {}

    static void check(PaymentHistory payment, OfPayment result) {
        long previous = 0;
        for (PublishedEvent event : payment.distinctEvents()) {
            result.countExamined();
            check(event, previous, result);
            previous = event.content().refundedMinor();
        }
        for (Invoice invoice : payment.invoices) {
            result.countExamined();
            result.require(
                    invoice.refundedMinor() <= invoice.paidMinor(),
                    "the provider received %d and refunded %d",
                    invoice.paidMinor(),
                    invoice.refundedMinor());
        }
    }

    private static void check(PublishedEvent event, long previous, OfPayment result) {
        Content content = event.content();
        long refunded = content.refundedMinor();
        long paid = content.paidMinor();
        result.require(refunded <= paid, "%d was paid and %d refunded", paid, refunded);
        boolean matchesStatus = switch (content.status()) {
            case "refunded" -> refunded == paid;
            case "partially_refunded" -> refunded < paid;
            default -> refunded == 0;
        };
        boolean isRefund = event.isStatusChange() && refunded > 0;
        result.require(
                matchesStatus && (isRefund ? refunded > previous : refunded == previous),
                "%s with %d refunded, %d before",
                content.status(),
                refunded,
                previous);
        result.require(
                !PAID_STATUSES.contains(content.status()) || paid == content.amountMinor(),
                "%s with %d paid of %d",
                content.status(),
                paid,
                content.amountMinor());
    }
}
