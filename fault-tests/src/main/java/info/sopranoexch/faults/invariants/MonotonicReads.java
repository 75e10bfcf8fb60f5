package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Invariant 1 for readers: a read that begins after something was known shows at least that. What was known is the least
 * version that an earlier answer or webhook can have shown.
 */
final class MonotonicReads implements Invariant {
    private record Known(long at, long version) {}

    private static final int NOT_FOUND = 404;

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "a read shows at least what was known before";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        evidence.cases().forEach(one -> check(one, findings));
    }

    private static void check(PaymentHistory one, InvariantResult findings) {
        List<Known> known = new ArrayList<>();
        for (ReceivedWebhook webhook : one.webhooks) {
            known.add(new Known(webhook.at(), webhook.version()));
        }
        for (ApiCall call : one.calls) {
            PaymentSnapshot view = IndexedHistory.payment(call.answer());
            if (view == null || !call.answer().isDone()) {
                continue;
            }
            List<Long> like = one.versionsLike(view);
            boolean read = call.request() instanceof ApiRequest.Read;
            if (read) {
                findings.violationUnless(
                        !like.isEmpty(), one.paymentId, "it was read as %s, which no event ever told", view);
            }
            like.stream().min(Comparator.naturalOrder()).ifPresent(least -> known.add(new Known(call.end(), least)));
        }
        known.sort(Comparator.comparingLong(Known::at));
        one.calls.stream()
                .filter(call -> call.request() instanceof ApiRequest.Read)
                .forEach(call -> check(one, call, known, findings));
    }

    private static void check(PaymentHistory one, ApiCall read, List<Known> known, InvariantResult findings) {
        long least = 0;
        for (Known earlier : known) {
            if (earlier.at() >= read.start()) {
                break;
            }
            least = Math.max(least, earlier.version());
        }
        if (!(read.answer() instanceof ApiResult.Response told)) {
            return;
        }
        PaymentSnapshot view = told.payment();
        if (view != null) {
            findings.examined();
            long newest = one.versionsLike(view).stream()
                    .max(Comparator.naturalOrder())
                    .orElse(0L);
            findings.violationUnless(
                    newest >= least, one.paymentId, "version %d was known, and it was read as %s", least, view);
        } else if (told.status() == NOT_FOUND) {
            findings.examined();
            findings.violationUnless(
                    least == 0, one.paymentId, "version %d was known, and a read did not find it", least);
        }
    }
}
