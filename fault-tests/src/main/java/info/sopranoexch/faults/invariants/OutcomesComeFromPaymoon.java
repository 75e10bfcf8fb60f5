package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import java.util.Map;
import java.util.Set;

/**
 * Invariant 6: a status is what the provider says, or what time and the merchant did; never what a lost answer made
 * somebody believe.
 */
final class OutcomesComeFromPaymoon implements Invariant {
    private static final String NO_INVOICE = "none";
    /** What a payment may be in the end when the provider says the key. */
    private static final Map<String, Set<String>> AGREE = Map.of(
            NO_INVOICE,
            Set.of("expired", "cancelled"),
            "created",
            Set.of("pending"),
            "processing",
            Set.of("processing", "cancelled"),
            "paid",
            Set.of("success"),
            // Held for review; too late for a word if the payment had ended.
            "underpaid",
            Set.of("processing", "expired", "cancelled"),
            "overpaid",
            Set.of("processing", "expired", "cancelled"),
            "failed",
            Set.of("failed", "cancelled"),
            "expired",
            Set.of("expired", "cancelled"),
            "cancelled",
            Set.of("cancelled", "expired"),
            "partially_refunded",
            Set.of("partially_refunded"));

    private static final long CLOCKS_DIFFER_MICROS = 5_000;

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String rule() {
        return "an outcome is what Paymoon says, never a guess";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        for (PaymentHistory one : evidence.cases()) {
            for (ListedPayment listed : one.listed) {
                findings.examined();
                agree(one, listed.payment().status(), findings);
            }
            for (PublishedEvent event : one.versions().values()) {
                caused(one, event, findings);
            }
        }
    }

    private static void agree(PaymentHistory one, String status, InvariantResult findings) {
        String said =
                one.invoices.isEmpty() ? NO_INVOICE : one.invoices.getFirst().status();
        boolean agrees = said.equals("refunded")
                ? status.equals("refunded")
                : AGREE.getOrDefault(said, Set.of()).contains(status);
        findings.violationUnless(agrees, one.paymentId, "it is %s, and the provider says %s", status, said);
    }

    private static void caused(PaymentHistory one, PublishedEvent event, InvariantResult findings) {
        PublishedEvent.Content content = event.content();
        boolean caused = switch (content.status()) {
            case "failed" -> payerDid(one, "declined");
            case "success" -> payerDid(one, "paid");
            case "expired" -> event.at() + CLOCKS_DIFFER_MICROS >= content.expiresAt();
            case "cancelled" -> one.calls.stream().anyMatch(call -> call.request() instanceof ApiRequest.Cancel);
            default -> true;
        };
        findings.violationUnless(
                caused, one.paymentId, "it was told to be %s, and nothing outside had made it so", content.status());
        for (ProviderInvoice invoice : one.invoices) {
            findings.violationUnless(
                    content.paidMinor() <= invoice.paidMinor(),
                    one.paymentId,
                    "%d was told to be paid, and the provider has %d",
                    content.paidMinor(),
                    invoice.paidMinor());
        }
    }

    private static boolean payerDid(PaymentHistory one, String outcome) {
        return one.payers.stream().anyMatch(action -> action.outcome().equals(outcome));
    }
}
