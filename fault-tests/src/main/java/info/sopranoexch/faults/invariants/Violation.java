package info.sopranoexch.faults.invariants;

import java.util.Locale;

/** @param paymentId empty if the violation concerns no single payment */
public record Violation(Invariant invariant, String paymentId, String message) {
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "invariant %d, %s: %s: %s", invariant.number(), invariant.rule(), paymentId, message);
    }
}
