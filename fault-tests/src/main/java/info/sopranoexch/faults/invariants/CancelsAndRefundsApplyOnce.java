package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.ApiResult.RefundSnapshot;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Compares accepted cancels and refunds with events, final state and invoices. No refund of a run fails permanently. */
final class CancelsAndRefundsApplyOnce {
    private static final Set<String> REFUND_STATUSES = Set.of("partially_refunded", "refunded");

    private CancelsAndRefundsApplyOnce() {}

    static void check(IndexedHistory history, InvariantResult result) {
        Map<String, Map<String, RefundSnapshot>> refunds = new HashMap<>();
        history.idempotentCalls().forEach((request, calls) -> {
            String paymentId = request.request().paymentId();
            if (paymentId == null) {
                return;
            }
            result.countExamined();
            List<ApiResult> results = calls.stream().map(ApiCall::result).toList();
            result.require(
                    results.stream().anyMatch(ApiResult::isFinal),
                    paymentId,
                    "the request with key %s has no outcome",
                    request.request().key());
            if (request.request() instanceof ApiRequest.Cancel) {
                result.require(
                        results.stream().noneMatch(ApiResult::isSuccess)
                                || cancellations(history.payment(paymentId)) > 0,
                        paymentId,
                        "a cancel returned 200, but no event has status cancelled");
            }
            for (ApiResult each : results) {
                RefundSnapshot refund = each.refund();
                if (refund != null && each.isSuccess()) {
                    refunds.computeIfAbsent(paymentId, _ -> new HashMap<>()).put(refund.refundId(), refund);
                }
            }
        });
        for (PaymentHistory payment : history.payments()) {
            result.of(payment).require(cancellations(payment) <= 1, "it was cancelled more than once");
            var accepted = refunds.getOrDefault(payment.paymentId, Map.of()).values();
            checkRefunds(payment, accepted, result.of(payment));
        }
    }

    private static long cancellations(PaymentHistory payment) {
        return payment.distinctEvents().stream()
                .filter(event -> event.isStatus("cancelled"))
                .count();
    }

    private static void checkRefunds(PaymentHistory payment, Collection<RefundSnapshot> accepted, OfPayment result) {
        long events = payment.distinctEvents().stream()
                .filter(event -> event.isStatusChange()
                        && REFUND_STATUSES.contains(event.content().status()))
                .count();
        result.require(
                events == accepted.size(),
                "%d refunds were accepted, but %d events have a refund status",
                accepted.size(),
                events);
        List<String> ended = payment.distinctEvents().stream()
                .map(event -> event.content().endedRefund())
                .filter(Objects::nonNull)
                .toList();
        result.require(
                ended.size() == accepted.size()
                        && new HashSet<>(ended)
                                .containsAll(accepted.stream()
                                        .map(RefundSnapshot::refundId)
                                        .toList()),
                "the refunds %s were accepted, but events report the end of %s",
                accepted,
                ended);
        long sum = accepted.stream().mapToLong(RefundSnapshot::amountMinor).sum();
        for (ListedPayment listed : payment.listed) {
            long refunded = listed.payment().refundedMinor();
            result.require(refunded == sum, "refunds of %d were accepted, refunded is %d", sum, refunded);
        }
        for (Invoice invoice : payment.invoices) {
            result.require(
                    invoice.refundedMinor() == sum,
                    "refunds of %d were accepted, the provider refunded %d",
                    sum,
                    invoice.refundedMinor());
        }
    }
}
