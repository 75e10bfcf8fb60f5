package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.Map;
import java.util.Set;

/** The transitions of the contract, written independently of payment-service. */
final class AllowedStatusTransitions {
    private static final String START = "";
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            START,
            Set.of("pending"),
            "pending",
            Set.of("processing", "success", "failed", "expired", "cancelled"),
            "processing",
            Set.of("success", "failed", "expired", "cancelled"),
            // The merchants of a run accept late payments.
            "expired",
            Set.of("success"),
            "cancelled",
            Set.of("success"),
            "failed",
            Set.of("success"),
            "success",
            Set.of("partially_refunded", "refunded"),
            "partially_refunded",
            Set.of("partially_refunded", "refunded"),
            "refunded",
            Set.of());

    private AllowedStatusTransitions() {}

    static void check(PaymentHistory payment, OfPayment result) {
        String previous = START;
        for (PublishedEvent event : payment.distinctEvents()) {
            result.countExamined();
            String status = event.content().status();
            Set<String> allowed = event.isStatusChange() ? ALLOWED.getOrDefault(previous, Set.of()) : Set.of(previous);
            result.require(allowed.contains(status), "its status changed from '%s' to '%s'", previous, status);
            previous = status;
        }
    }
}
