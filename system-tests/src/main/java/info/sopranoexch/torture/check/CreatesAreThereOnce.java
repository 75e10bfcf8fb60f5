package info.sopranoexch.torture.check;

import info.sopranoexch.torture.check.Evidence.Ask;
import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Invariant 1 for creates. Whoever got no answer asks again with the key until there is one. */
final class CreatesAreThereOnce implements Invariant {
    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "what was answered 201 or 202 is there, once";
    }

    @Override
    public void check(Evidence evidence, Findings findings) {
        Map<String, Ask> askOf = new HashMap<>();
        evidence.asks().forEach((ask, calls) -> {
            if (ask.request() instanceof Request.Create create) {
                findings.examined();
                for (String paymentId : told(calls)) {
                    Ask other = askOf.put(paymentId, ask);
                    findings.violationUnless(
                            other == null, paymentId, "it was the answer to two keys: %s and %s", other, ask);
                }
                check(create, ask.account(), calls, evidence, findings);
            }
        });
        numbers(evidence, findings);
        for (Case one : evidence.cases()) {
            findings.violationUnless(
                    one.listed.isEmpty() || askOf.containsKey(one.paymentId),
                    one.paymentId,
                    "it is there, but no create was answered with it");
        }
    }

    private static void check(
            Request.Create create, String account, List<Call> calls, Evidence evidence, Findings findings) {
        Set<String> told = told(calls);
        if (calls.stream().map(Call::answer).noneMatch(Answer::isFinal)) {
            findings.violation(String.join(", ", told), "create with key %s has no outcome", create.key());
        }
        if (told.size() > 1) {
            findings.violation(String.join(", ", told), "key %s made more than one payment", create.key());
        }
        for (String paymentId : told) {
            List<Listed> listed = evidence.find(paymentId).listed;
            findings.violationUnless(
                    listed.size() == 1, paymentId, "created, and listed %d times in the end", listed.size());
            for (Listed found : listed) {
                PaymentView payment = found.payment();
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

    private static void numbers(Evidence evidence, Findings findings) {
        Map<Long, String> owner = new HashMap<>();
        for (Listed listed : evidence.history().ending().payments()) {
            PaymentView payment = listed.payment();
            String other = owner.put(payment.id(), payment.paymentId());
            findings.violationUnless(
                    other == null || other.equals(payment.paymentId()),
                    payment.paymentId(),
                    "its id %d is that of %s too",
                    payment.id(),
                    other);
        }
    }

    private static Set<String> told(List<Call> calls) {
        Set<String> told = new HashSet<>();
        for (Call call : calls) {
            PaymentView payment = Evidence.payment(call.answer());
            if (payment != null && (call.answer().isDone() || call.answer().isAccepted())) {
                told.add(payment.paymentId());
            }
        }
        return told;
    }
}
