package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.PublishedEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Invariant 4, statuses; written from the contract, not from the service's own table. */
final class AllowedStatusTransitions implements Invariant {
    private static final String START = "";
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            START,
            Set.of("pending"),
            "pending",
            Set.of("processing", "success", "failed", "expired", "cancelled"),
            "processing",
            Set.of("success", "failed", "expired", "cancelled"),
            // Money that comes late, by the policy of the merchants here.
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

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String rule() {
        return "no status leaves success but for refunds";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        for (PaymentHistory one : evidence.cases()) {
            String before = START;
            for (PublishedEvent event : one.versions().values()) {
                findings.examined();
                String status = event.content().status();
                @Nullable Set<String> allowed = event.isStatus() ? ALLOWED.get(before) : Set.of(before);
                findings.violationUnless(
                        allowed != null && allowed.contains(status),
                        one.paymentId,
                        "it went from '%s' to '%s'",
                        before,
                        status);
                before = status;
            }
        }
    }
}
