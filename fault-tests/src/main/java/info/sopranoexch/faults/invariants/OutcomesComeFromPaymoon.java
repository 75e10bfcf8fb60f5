package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.Map;
import java.util.Set;

/** A status follows the provider, the expiry or a merchant's cancel; a lost response never decides it. */
final class OutcomesComeFromPaymoon {
    private static final String NO_INVOICE = "none";
    /** Allowed final statuses of a payment by the status of its invoice. */
    private static final Map<String, Set<String>> STATUSES_BY_INVOICE_STATUS = Map.ofEntries(
            Map.entry(NO_INVOICE, Set.of("expired", "cancelled")),
            Map.entry("created", Set.of("pending")),
            Map.entry("processing", Set.of("processing", "cancelled")),
            Map.entry("paid", Set.of("success")),
            // On hold, unless the payment had ended before.
            Map.entry("underpaid", Set.of("processing", "expired", "cancelled")),
            Map.entry("overpaid", Set.of("processing", "expired", "cancelled")),
            Map.entry("failed", Set.of("failed", "cancelled")),
            Map.entry("expired", Set.of("expired", "cancelled")),
            Map.entry("cancelled", Set.of("cancelled", "expired")),
            Map.entry("partially_refunded", Set.of("partially_refunded")),
            Map.entry("refunded", Set.of("refunded")));

    private static final long CLOCK_TOLERANCE_MICROS = 5_000;

    private OutcomesComeFromPaymoon() {}

    static void check(PaymentHistory payment, OfPayment result) {
        for (ListedPayment listed : payment.listed) {
            result.countExamined();
            checkFinalStatus(payment, listed.payment().status(), result);
        }
        for (PublishedEvent event : payment.distinctEvents()) {
            checkCause(payment, event, result);
        }
    }

    private static void checkFinalStatus(PaymentHistory payment, String status, OfPayment result) {
        String invoice = payment.invoices.isEmpty()
                ? NO_INVOICE
                : payment.invoices.getFirst().status();
        result.require(
                STATUSES_BY_INVOICE_STATUS.getOrDefault(invoice, Set.of()).contains(status),
                "its status is %s, but the provider reports %s",
                status,
                invoice);
    }

    private static void checkCause(PaymentHistory payment, PublishedEvent event, OfPayment result) {
        PublishedEvent.Content content = event.content();
        boolean hasCause = switch (content.status()) {
            case "failed" -> hasPayerAction(payment, "declined");
            case "success" -> hasPayerAction(payment, "paid");
            case "expired" -> event.at() + CLOCK_TOLERANCE_MICROS >= content.expiresAt();
            case "cancelled" -> payment.calls.stream().anyMatch(call -> call.request() instanceof ApiRequest.Cancel);
            default -> true;
        };
        result.require(hasCause, "an event has status %s without a cause", content.status());
        for (Invoice invoice : payment.invoices) {
            result.require(
                    content.paidMinor() <= invoice.paidMinor(),
                    "an event has %d paid, but the provider received %d",
                    content.paidMinor(),
                    invoice.paidMinor());
        }
    }

    private static boolean hasPayerAction(PaymentHistory payment, String outcome) {
        return payment.payerActions.stream().anyMatch(action -> action.outcome().equals(outcome));
    }
}
