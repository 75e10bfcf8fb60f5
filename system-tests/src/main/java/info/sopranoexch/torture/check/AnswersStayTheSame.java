package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;

/** Invariant 1 for whoever asks again: the same key, the same answer, whichever gateway and whatever died meanwhile. */
final class AnswersStayTheSame implements Invariant {
    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "a key gets its first answer again";
    }

    @Override
    public void check(Evidence evidence, Findings findings) {
        evidence.asks().forEach((ask, calls) -> {
            Answer first = null;
            for (Call call : calls) {
                if (!call.answer().isFinal()) {
                    continue;
                }
                findings.examined();
                if (first == null) {
                    first = call.answer();
                }
                findings.violationUnless(
                        call.answer().equals(first),
                        String.valueOf(Evidence.paymentId(call)),
                        "%s was answered %s, and again %s",
                        ask.request(),
                        first,
                        call.answer());
            }
        });
    }
}
