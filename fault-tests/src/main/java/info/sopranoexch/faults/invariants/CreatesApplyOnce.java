package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.invariants.IndexedHistory.KeyedRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invariant 1 for creates. Whoever got no answer asks again with the key until there is one. */
final class CreatesApplyOnce implements Invariant {
    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "what was answered 201 or 202 is there, once";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        Map<String, KeyedRequest> askOf = new HashMap<>();
        evidence.asks().forEach((ask, calls) -> {
            if (ask.request() instanceof ApiRequest.Create create) {
                findings.examined();
                for (String paymentId : told(calls)) {
                    KeyedRequest other = askOf.put(paymentId, ask);
                    findings.violationUnless(
                            other == null, paymentId, "it was the answer to two keys: %s and %s", other, ask);
                }
                check(create, ask.account(), calls, evidence, findings);
            }
        });
        numbers(evidence, findings);
        for (PaymentHistory one : evidence.cases()) {
            findings.violationUnless(
                    one.listed.isEmpty() || askOf.containsKey(one.paymentId),
                    one.paymentId,
                    "it is there, but no create was answered with it");
        }
    }

    private static void check(
            ApiRequest.Create create,
            String account,
            List<ApiCall> calls,
            IndexedHistory evidence,
            InvariantResult findings) {
        Set<String> told = told(calls);
        if (calls.stream().map(ApiCall::answer).noneMatch(ApiResult::isFinal)) {
            findings.violation(String.join(", ", told), "create with key %s has no outcome", create.key());
        }
        if (told.size() > 1) {
            findings.violation(String.join(", ", told), "key %s made more than one payment", create.key());
        }
        for (String paymentId : told) {
            List<ListedPayment> listed = evidence.find(paymentId).listed;
            findings.violationUnless(
                    listed.size() == 1, paymentId, "created, and listed %d times in the end", listed.size());
            for (ListedPayment found : listed) {
                PaymentSnapshot payment = found.payment();
                findings.violationUnless(
                        found.account().equals(account)
                                && payment.merchantId() == create.merchantId()
                                && payment.amountMinor() == create.amountMinor(),
                        paymentId,
                        "%s of %s became %s of %s",
                        create,
                        account,
                        payment,
                        found.account());
            }
        }
    }

    private static void numbers(IndexedHistory evidence, InvariantResult findings) {
        Map<Long, String> owner = new HashMap<>();
        for (ListedPayment listed : evidence.history().ending().payments()) {
            PaymentSnapshot payment = listed.payment();
            String other = owner.put(payment.id(), payment.paymentId());
            findings.violationUnless(
                    other == null || other.equals(payment.paymentId()),
                    payment.paymentId(),
                    "its id %d is that of %s too",
                    payment.id(),
                    other);
        }
    }

    private static Set<String> told(List<ApiCall> calls) {
        Set<String> told = new HashSet<>();
        for (ApiCall call : calls) {
            PaymentSnapshot payment = IndexedHistory.payment(call.answer());
            if (payment != null && (call.answer().isDone() || call.answer().isAccepted())) {
                told.add(payment.paymentId());
            }
        }
        return told;
    }
}
