package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.HashMap;
import java.util.Map;

/** Invariant 5: another account's payment looks like one that does not exist, and nobody else is told of it. */
final class AccountIsolation implements Invariant {
    private static final int NOT_FOUND = 404;

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String rule() {
        return "an account never sees what is another's";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        strangers(evidence, findings);
        for (ListedPayment listed : evidence.history().ending().payments()) {
            findings.examined();
            findings.violationUnless(
                    listed.account().equals(evidence.accountOf(listed.payment().merchantId())),
                    listed.payment().paymentId(),
                    "it is in the list of %s, and its merchant is %d",
                    listed.account(),
                    listed.payment().merchantId());
        }
        for (PaymentHistory one : evidence.cases()) {
            for (ReceivedWebhook webhook : one.webhooks) {
                findings.examined();
                findings.violationUnless(
                        webhook.signed(), one.paymentId, "a webhook was not signed with its merchant's secret");
                for (PublishedEvent event : one.events) {
                    findings.violationUnless(
                            event.content().merchantId() == webhook.merchantId(),
                            one.paymentId,
                            "merchant %d was told of a payment of merchant %d",
                            webhook.merchantId(),
                            event.content().merchantId());
                }
            }
        }
    }

    private static void strangers(IndexedHistory evidence, InvariantResult findings) {
        Map<String, String> words = new HashMap<>();
        for (ApiCall call : evidence.history().calls()) {
            // While a service is down nobody is told anything.
            boolean down =
                    !(call.answer() instanceof ApiResult.Response any) || any.status() == 429 || any.status() >= 500;
            if (!(call.request() instanceof ApiRequest.Foreign foreign)
                    || down
                    || call.answer().isAccepted()) {
                continue;
            }
            findings.examined();
            ApiResult.Response told = (ApiResult.Response) call.answer();
            findings.violationUnless(
                    told.status() == NOT_FOUND, foreign.paymentId(), "%s was answered %s", foreign, told);
            String said = told.code() + ": " + told.detail();
            String first = words.putIfAbsent(foreign.operation(), said);
            findings.violationUnless(
                    first == null || first.equals(said),
                    foreign.paymentId(),
                    "%s of what is another's is answered '%s', and '%s' elsewhere",
                    foreign.operation(),
                    said,
                    first);
        }
    }
}
