package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.History;
import java.util.ArrayList;
import java.util.List;

/** Holds a history against all rules. */
public final class Checker {
    private static final List<Invariant> INVARIANTS = List.of(
            new CreatesAreThereOnce(),
            new ChangesAreDoneOnce(),
            new AnswersStayTheSame(),
            new ReadsNeverGoBack(),
            new EventsTellEveryStatus(),
            new WebhooksTellEveryEvent(),
            new DeliveriesAddUp(),
            new StatusesMoveForward(),
            new RefundsStayWithinPaid(),
            new AccountsAreApart(),
            new NothingIsGuessed());

    private Checker() {}

    public static Verdict check(History history) {
        var evidence = new Evidence(history);
        List<Verdict.Line> lines = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (Invariant invariant : INVARIANTS) {
            var findings = new Findings(invariant);
            invariant.check(evidence, findings);
            List<Violation> found = findings.violations();
            lines.add(new Verdict.Line(invariant.number(), invariant.rule(), findings.count(), found.size()));
            violations.addAll(found);
        }
        return new Verdict(lines, violations);
    }
}
