package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.invariants.InvariantResult.Violation;
import java.util.List;

/** The results of all invariants for a history. */
public record CheckResult(List<InvariantResult> results) {
    public CheckResult {
        results = List.copyOf(results);
    }

    public List<Violation> violations() {
        return results.stream().flatMap(result -> result.violations().stream()).toList();
    }

    public boolean holds() {
        return violations().isEmpty();
    }

    public boolean isViolated(Invariant invariant) {
        return violations().stream().anyMatch(violation -> violation.invariant() == invariant);
    }
}
