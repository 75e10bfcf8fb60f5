package info.sopranoexch.torture.check;

import java.util.List;

/** What the checker says of a history. */
public record Verdict(List<Line> lines, List<Violation> violations) {
    public Verdict {
        lines = List.copyOf(lines);
        violations = List.copyOf(violations);
    }

    /** One rule. */
    public record Line(int number, String rule, long examined, long violations) {}

    public boolean holds() {
        return violations.isEmpty();
    }
}
