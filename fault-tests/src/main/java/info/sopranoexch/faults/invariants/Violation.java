package info.sopranoexch.faults.invariants;

import java.util.Locale;

/**
 * A rule is broken.
 *
 * @param number of the invariant
 * @param paymentId empty when it is about no single payment
 */
public record Violation(int number, String rule, String paymentId, String what) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "invariant %d, %s: %s: %s", number, rule, paymentId, what);
    }
}
