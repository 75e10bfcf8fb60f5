package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.RefundView;
import info.sopranoexch.torture.history.Request;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Invariant 1 for cancels and refunds; no refund fails for good in a run. */
final class ChangesAreDoneOnce implements Invariant {
    private static final Set<String> REFUNDS = Set.of("partially_refunded", "refunded");

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "a cancel or refund that was taken is done, once";
    }

    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<String, Map<String, RefundView>> refunds = new HashMap<>();
        evidence.asks().forEach((ask, calls) -> {
            switch (ask.request()) {
                case Request.Create _ -> {}
                case Request.Cancel cancel -> {
                    findings.examined();
                    settled(cancel.paymentId(), cancel.key(), calls, findings);
                    if (calls.stream().map(Call::answer).anyMatch(Answer::isDone)) {
                        findings.violationUnless(
                                cancelled(evidence.find(cancel.paymentId())) > 0,
                                cancel.paymentId(),
                                "a cancel was answered 200, and no event tells of it");
                    }
                }
                case Request.Refund refund -> {
                    findings.examined();
                    settled(refund.paymentId(), refund.key(), calls, findings);
                    for (Call call : calls) {
                        if (call.answer() instanceof Answer.Told told
                                && told.refund() != null
                                && call.answer().isDone()) {
                            RefundView view = told.refund();
                            refunds.computeIfAbsent(refund.paymentId(), _ -> new HashMap<>())
                                    .put(view.refundId(), view);
                        }
                    }
                }
            }
        });
        for (Case one : evidence.cases()) {
            findings.violationUnless(cancelled(one) <= 1, one.paymentId, "it was cancelled more than once");
            refunded(one, refunds.getOrDefault(one.paymentId, Map.of()).values(), findings);
        }
    }

    private static void settled(String paymentId, String key, List<Call> calls, Findings findings) {
        findings.violationUnless(
                calls.stream().map(Call::answer).anyMatch(Answer::isFinal),
                paymentId,
                "the request with key %s has no outcome",
                key);
    }

    private static long cancelled(Case one) {
        return one.versions().values().stream()
                .filter(event -> event.isStatus() && event.content().status().equals("cancelled"))
                .count();
    }

    private static void refunded(Case one, Collection<RefundView> taken, Findings findings) {
        long sum = taken.stream().mapToLong(RefundView::amountMinor).sum();
        List<Event> told = one.versions().values().stream()
                .filter(event ->
                        event.isStatus() && REFUNDS.contains(event.content().status()))
                .toList();
        findings.violationUnless(
                told.size() == taken.size(),
                one.paymentId,
                "%d refunds were taken, and %d events tell of one",
                taken.size(),
                told.size());
        List<String> ended = one.versions().values().stream()
                .map(event -> event.content().endedRefund())
                .filter(Objects::nonNull)
                .toList();
        findings.violationUnless(
                ended.size() == taken.size()
                        && taken.stream().map(RefundView::refundId).allMatch(ended::contains),
                one.paymentId,
                "the refunds %s were taken, and events tell the end of %s",
                taken,
                ended);
        for (Listed listed : one.listed) {
            long refunded = listed.payment().refundedMinor();
            findings.violationUnless(
                    refunded == sum, one.paymentId, "refunds of %d were taken, and %d was refunded", sum, refunded);
        }
        for (Invoice invoice : one.invoices) {
            findings.violationUnless(
                    invoice.refundedMinor() == sum,
                    one.paymentId,
                    "refunds of %d were taken, and the provider paid back %d",
                    sum,
                    invoice.refundedMinor());
        }
    }
}
