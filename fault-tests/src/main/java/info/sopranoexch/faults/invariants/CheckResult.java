package info.sopranoexch.faults.invariants;

import java.util.List;

/** What the checker says of a history. */
public record CheckResult(List<Summary> lines, List<Violation> violations) {
    public CheckResult {
        lines = List.copyOf(lines);
        violations = List.copyOf(violations);
    }

    /** One rule. */
    public record Summary(int number, String rule, long examined, long violations) {}

    public boolean holds() {
        return violations.isEmpty();
    }
}
