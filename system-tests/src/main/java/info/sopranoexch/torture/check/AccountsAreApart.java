package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.HashMap;
import java.util.Map;

/** Invariant 5: another account's payment looks like one that does not exist, and nobody else is told of it. */
final class AccountsAreApart implements Invariant {
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
    public void check(Evidence evidence, Findings findings) {
        strangers(evidence, findings);
        for (Listed listed : evidence.history().ending().payments()) {
            findings.examined();
            findings.violationUnless(
                    listed.account().equals(evidence.accountOf(listed.payment().merchantId())),
                    listed.payment().paymentId(),
                    "it is in the list of %s, and its merchant is %d",
                    listed.account(),
                    listed.payment().merchantId());
        }
        for (Case one : evidence.cases()) {
            for (Webhook webhook : one.webhooks) {
                findings.examined();
                findings.violationUnless(
                        webhook.signed(), one.paymentId, "a webhook was not signed with its merchant's secret");
                for (Event event : one.events) {
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

    private static void strangers(Evidence evidence, Findings findings) {
        Map<String, String> words = new HashMap<>();
        for (Call call : evidence.history().calls()) {
            // While a service is down nobody is told anything.
            boolean down = !(call.answer() instanceof Answer.Told any) || any.status() == 429 || any.status() >= 500;
            if (!(call.request() instanceof Request.Foreign foreign)
                    || down
                    || call.answer().isAccepted()) {
                continue;
            }
            findings.examined();
            Answer.Told told = (Answer.Told) call.answer();
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
