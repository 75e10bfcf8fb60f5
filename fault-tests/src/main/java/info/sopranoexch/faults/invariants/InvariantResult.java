package info.sopranoexch.faults.invariants;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the observations that an invariant examined and collects its violations. */
public final class InvariantResult {
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
