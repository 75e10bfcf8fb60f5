package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.HashMap;
import java.util.Map;

/** Another account's payment looks like one that does not exist, and only its merchant's endpoint receives webhooks. */
final class AccountIsolation {
    private static final int NOT_FOUND = 404;

    private AccountIsolation() {}

    static void check(IndexedHistory history, InvariantResult result) {
        checkForeignRequests(history, result);
        for (ListedPayment listed : history.history().finalState().payments()) {
            result.countExamined();
            result.require(
                    listed.account().equals(history.accountOf(listed.payment().merchantId())),
                    listed.paymentId(),
                    "it is in the list of %s, but its merchant is %d",
                    listed.account(),
                    listed.payment().merchantId());
        }
        for (PaymentHistory payment : history.payments()) {
            for (ReceivedWebhook webhook : payment.webhooks) {
                result.countExamined();
                result.require(
                        webhook.validSignature(),
                        payment.paymentId,
                        "a webhook was not signed with its merchant's secret");
                result.require(
                        payment.events.stream()
                                .allMatch(event -> event.content().merchantId() == webhook.merchantId()),
                        payment.paymentId,
                        "merchant %d received a webhook of another merchant's payment",
                        webhook.merchantId());
            }
        }
    }

    private static void checkForeignRequests(IndexedHistory history, InvariantResult result) {
        Map<String, String> firstTexts = new HashMap<>();
        for (ApiCall call : history.history().calls()) {
            if (!(call.request() instanceof ApiRequest.Foreign foreign)
                    || !(call.result() instanceof ApiResult.Response response)
                    || response.isAccepted()
                    || response.status() == 429
                    || response.status() >= 500) {
                continue;
            }
            result.countExamined();
            result.require(response.status() == NOT_FOUND, foreign.paymentId(), "%s returned %s", foreign, response);
            String text = response.code() + ": " + response.detail();
            String first = firstTexts.putIfAbsent(foreign.operation(), text);
            result.require(
                    first == null || first.equals(text),
                    foreign.paymentId(),
                    "%s of a foreign payment returned '%s', elsewhere '%s'",
                    foreign.operation(),
                    text,
                    first);
        }
    }
}
