package info.sopranoexch.faults.invariants;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule found: how much it looked at, and what breaks it. */
final class InvariantResult {
    private final Invariant invariant;
    private final List<Violation> violations = new ArrayList<>();
    private long examined;

    InvariantResult(Invariant invariant) {
        this.invariant = invariant;
    }

    /** One thing was looked at. */
    void examined() {
        examined++;
    }

    void violation(String paymentId, String what, @Nullable Object... arguments) {
        violations.add(new Violation(
                invariant.number(), invariant.rule(), paymentId, String.format(Locale.ROOT, what, arguments)));
    }

    void violationUnless(boolean holds, String paymentId, String what, @Nullable Object... arguments) {
        if (!holds) {
            violation(paymentId, what, arguments);
        }
    }

    long count() {
        return examined;
    }

    List<Violation> violations() {
        return violations;
    }
}
