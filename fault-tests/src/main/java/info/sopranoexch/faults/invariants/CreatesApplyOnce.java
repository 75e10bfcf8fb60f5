package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.invariants.IndexedHistory.IdempotentRequest;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Clients repeat each create with its key until a final response, so each key has exactly one payment in the end. */
final class CreatesApplyOnce {
    private CreatesApplyOnce() {}

    static void check(IndexedHistory history, InvariantResult result) {
        Map<String, IdempotentRequest> requestByPayment = new HashMap<>();
        history.idempotentCalls().forEach((request, calls) -> {
            if (request.request() instanceof ApiRequest.Create create) {
                result.countExamined();
                Set<String> paymentIds = paymentIds(calls);
                for (String paymentId : paymentIds) {
                    IdempotentRequest other = requestByPayment.put(paymentId, request);
                    result.require(other == null, paymentId, "two keys returned it: %s and %s", other, request);
                }
                String all = String.join(", ", paymentIds);
                result.require(
                        calls.stream().map(ApiCall::result).anyMatch(ApiResult::isFinal),
                        all,
                        "create with key %s has no outcome",
                        create.key());
                result.require(paymentIds.size() <= 1, all, "key %s created more than one payment", create.key());
                paymentIds.forEach(id -> checkListed(create, request.account(), history.payment(id), result));
            }
        });
        checkIdsAreUnique(history, result);
        for (PaymentHistory payment : history.payments()) {
            result.require(
                    payment.listed.isEmpty() || requestByPayment.containsKey(payment.paymentId),
                    payment.paymentId,
                    "it exists, but no create returned it");
        }
    }

    private static void checkListed(
            ApiRequest.Create create, String account, PaymentHistory payment, InvariantResult result) {
        OfPayment ofPayment = result.of(payment);
        ofPayment.require(payment.listed.size() == 1, "created, and listed %d times in the end", payment.listed.size());
        for (ListedPayment listed : payment.listed) {
            PaymentSnapshot snapshot = listed.payment();
            ofPayment.require(
                    listed.account().equals(account)
                            && snapshot.merchantId() == create.merchantId()
                            && snapshot.amountMinor() == create.amountMinor(),
                    "%s of account %s is listed as %s",
                    create,
                    account,
                    listed);
        }
    }

    private static void checkIdsAreUnique(IndexedHistory history, InvariantResult result) {
        Map<Long, String> paymentById = new HashMap<>();
        for (ListedPayment listed : history.history().finalState().payments()) {
            String other = paymentById.put(listed.payment().id(), listed.paymentId());
            result.require(
                    other == null || other.equals(listed.paymentId()),
                    listed.paymentId(),
                    "its id %d also belongs to %s",
                    listed.payment().id(),
                    other);
        }
    }

    private static Set<String> paymentIds(List<ApiCall> calls) {
        return calls.stream()
                .filter(call -> call.result().isSuccess() || call.result().isAccepted())
                .map(ApiCall::paymentId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
