package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import java.util.Set;

/** Invariant 4, money. */
final class RefundsWithinPaidAmount implements Invariant {
    private static final Set<String> PAID = Set.of("success", "partially_refunded", "refunded");

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String rule() {
        return "refunds never exceed what was paid";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        for (PaymentHistory one : evidence.cases()) {
            long refunded = 0;
            for (PublishedEvent event : one.versions().values()) {
                findings.examined();
                check(one, event, refunded, findings);
                refunded = event.content().refundedMinor();
            }
            for (ProviderInvoice invoice : one.invoices) {
                findings.examined();
                findings.violationUnless(
                        invoice.refundedMinor() <= invoice.paidMinor(),
                        one.paymentId,
                        "the provider had %d and paid back %d",
                        invoice.paidMinor(),
                        invoice.refundedMinor());
            }
        }
    }

    private static void check(PaymentHistory one, PublishedEvent event, long before, InvariantResult findings) {
        Content content = event.content();
        long refunded = content.refundedMinor();
        findings.violationUnless(
                refunded <= content.paidMinor(),
                one.paymentId,
                "%d was paid and %d refunded",
                content.paidMinor(),
                refunded);
        boolean told = switch (content.status()) {
            case "refunded" -> refunded == content.paidMinor();
            case "partially_refunded" -> refunded < content.paidMinor();
            default -> refunded == 0;
        };
        boolean grows = event.isStatus() && refunded > 0;
        findings.violationUnless(
                told && (grows ? refunded > before : refunded == before),
                one.paymentId,
                "%s with %d refunded, %d before",
                content.status(),
                refunded,
                before);
        findings.violationUnless(
                !PAID.contains(content.status()) || content.paidMinor() == content.amountMinor(),
                one.paymentId,
                "%s with %d paid of %d",
                content.status(),
                content.paidMinor(),
                content.amountMinor());
    }
}
