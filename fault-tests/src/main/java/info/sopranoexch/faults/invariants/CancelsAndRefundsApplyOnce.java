package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.RefundSnapshot;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Invariant 1 for cancels and refunds; no refund fails for good in a run. */
final class CancelsAndRefundsApplyOnce implements Invariant {
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
    public void check(IndexedHistory evidence, InvariantResult findings) {
        Map<String, Map<String, RefundSnapshot>> refunds = new HashMap<>();
        evidence.asks().forEach((ask, calls) -> {
            switch (ask.request()) {
                case ApiRequest.Create _ -> {}
                case ApiRequest.Cancel cancel -> {
                    findings.examined();
                    settled(cancel.paymentId(), cancel.key(), calls, findings);
                    if (calls.stream().map(ApiCall::answer).anyMatch(ApiResult::isDone)) {
                        findings.violationUnless(
                                cancelled(evidence.find(cancel.paymentId())) > 0,
                                cancel.paymentId(),
                                "a cancel was answered 200, and no event tells of it");
                    }
                }
                case ApiRequest.Refund refund -> {
                    findings.examined();
                    settled(refund.paymentId(), refund.key(), calls, findings);
                    for (ApiCall call : calls) {
                        if (call.answer() instanceof ApiResult.Response told
                                && told.refund() != null
                                && call.answer().isDone()) {
                            RefundSnapshot view = told.refund();
                            refunds.computeIfAbsent(refund.paymentId(), _ -> new HashMap<>())
                                    .put(view.refundId(), view);
                        }
                    }
                }
            }
        });
        for (PaymentHistory one : evidence.cases()) {
            findings.violationUnless(cancelled(one) <= 1, one.paymentId, "it was cancelled more than once");
            refunded(one, refunds.getOrDefault(one.paymentId, Map.of()).values(), findings);
        }
    }

    private static void settled(String paymentId, String key, List<ApiCall> calls, InvariantResult findings) {
        findings.violationUnless(
                calls.stream().map(ApiCall::answer).anyMatch(ApiResult::isFinal),
                paymentId,
                "the request with key %s has no outcome",
                key);
    }

    private static long cancelled(PaymentHistory one) {
        return one.versions().values().stream()
                .filter(event -> event.isStatus() && event.content().status().equals("cancelled"))
                .count();
    }

    private static void refunded(PaymentHistory one, Collection<RefundSnapshot> taken, InvariantResult findings) {
        long sum = taken.stream().mapToLong(RefundSnapshot::amountMinor).sum();
        List<PublishedEvent> told = one.versions().values().stream()
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
                        && taken.stream().map(RefundSnapshot::refundId).allMatch(ended::contains),
                one.paymentId,
                "the refunds %s were taken, and events tell the end of %s",
                taken,
                ended);
        for (ListedPayment listed : one.listed) {
            long refunded = listed.payment().refundedMinor();
            findings.violationUnless(
                    refunded == sum, one.paymentId, "refunds of %d were taken, and %d was refunded", sum, refunded);
        }
        for (ProviderInvoice invoice : one.invoices) {
            findings.violationUnless(
                    invoice.refundedMinor() == sum,
                    one.paymentId,
                    "refunds of %d were taken, and the provider paid back %d",
                    sum,
                    invoice.refundedMinor());
        }
    }
}
