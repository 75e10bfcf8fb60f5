package info.sopranoexch.faults.invariants;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the observations that an invariant examined and collects its violations. */
public final class InvariantResult {
    /** @param paymentId empty if the violation concerns no single payment */
    public record Violation(Invariant invariant, String paymentId, String message) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT, "invariant %d, %s: %s: %s", invariant.number(), invariant.rule(), paymentId, message);
        }
    }

    private final Invariant invariant;
    private final List<Violation> violations = new ArrayList<>();
    private long examined;

    InvariantResult(Invariant invariant) {
        this.invariant = invariant;
    }

    void countExamined() {
        examined++;
    }

    /** Records a violation unless the condition holds. */
    void require(boolean condition, String paymentId, String message, @Nullable Object... arguments) {
        if (!condition) {
            violations.add(new Violation(invariant, paymentId, String.format(Locale.ROOT, message, arguments)));
        }
    }

    /** The part of the result that concerns one payment. */
    record OfPayment(InvariantResult result, String paymentId) {
        void countExamined() {
            result.countExamined();
        }

        void require(boolean condition, String message, @Nullable Object... arguments) {
            result.require(condition, paymentId, message, arguments);
        }
    }

    OfPayment of(PaymentHistory payment) {
        return new OfPayment(this, payment.paymentId);
    }

    public Invariant invariant() {
        return invariant;
    }

    public long examined() {
        return examined;
    }

    public List<Violation> violations() {
        return violations;
    }
}
