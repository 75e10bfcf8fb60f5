package info.sopranoexch.torture.check;

/**
 * A rule is broken.
 *
 * @param number of the invariant
 * @param paymentId empty when it is about no single payment
 */
public record Violation(int number, String rule, String paymentId, String what) {
    @Override
    public String toString() {
        return "invariant %d, %s: %s: %s".formatted(number, rule, paymentId, what);
    }
}
