package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import java.util.ArrayList;
import java.util.List;

/** Holds a history against all rules. */
public final class HistoryChecker {
    private static final List<Invariant> INVARIANTS = List.of(
            new CreatesApplyOnce(),
            new CancelsAndRefundsApplyOnce(),
            new IdempotentResponses(),
            new MonotonicReads(),
            new EventsMatchStatuses(),
            new WebhooksMatchEvents(),
            new DeliveriesBalance(),
            new AllowedStatusTransitions(),
            new RefundsWithinPaidAmount(),
            new AccountIsolation(),
            new OutcomesComeFromPaymoon());

    private HistoryChecker() {}

    public static CheckResult check(History history) {
        var evidence = new IndexedHistory(history);
        List<CheckResult.Summary> lines = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (Invariant invariant : INVARIANTS) {
            var findings = new InvariantResult(invariant);
            invariant.check(evidence, findings);
            List<Violation> found = findings.violations();
            lines.add(new CheckResult.Summary(invariant.number(), invariant.rule(), findings.count(), found.size()));
            violations.addAll(found);
        }
        return new CheckResult(lines, violations);
    }
}
