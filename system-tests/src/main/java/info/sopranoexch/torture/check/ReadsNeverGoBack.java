package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Invariant 1 for readers: a read that begins after something was known shows at least that. What was known is the least
 * version that an earlier answer or webhook can have shown.
 */
final class ReadsNeverGoBack implements Invariant {
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
    public void check(Evidence evidence, Findings findings) {
        evidence.cases().forEach(one -> check(one, findings));
    }

    private static void check(Case one, Findings findings) {
        List<Known> known = new ArrayList<>();
        for (Webhook webhook : one.webhooks) {
            known.add(new Known(webhook.at(), webhook.version()));
        }
        for (Call call : one.calls) {
            PaymentView view = Evidence.payment(call.answer());
            if (view == null || !call.answer().isDone()) {
                continue;
            }
            List<Long> like = one.versionsLike(view);
            boolean read = call.request() instanceof Request.Read;
            if (read) {
                findings.violationUnless(
                        !like.isEmpty(), one.paymentId, "it was read as %s, which no event ever told", view);
            }
            like.stream().min(Comparator.naturalOrder()).ifPresent(least -> known.add(new Known(call.end(), least)));
        }
        known.sort(Comparator.comparingLong(Known::at));
        one.calls.stream()
                .filter(call -> call.request() instanceof Request.Read)
                .forEach(call -> check(one, call, known, findings));
    }

    private static void check(Case one, Call read, List<Known> known, Findings findings) {
        long least = 0;
        for (Known earlier : known) {
            if (earlier.at() >= read.start()) {
                break;
            }
            least = Math.max(least, earlier.version());
        }
        if (!(read.answer() instanceof Answer.Told told)) {
            return;
        }
        PaymentView view = told.payment();
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
