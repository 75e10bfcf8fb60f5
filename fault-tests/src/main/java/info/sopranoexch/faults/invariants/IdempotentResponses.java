package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiResult;

/** Invariant 1 for whoever asks again: the same key, the same answer, whichever gateway and whatever died meanwhile. */
final class IdempotentResponses implements Invariant {
    @Override
    public int number() {
        return 1;
    }

    @Override
    public String rule() {
        return "a key gets its first answer again";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        evidence.asks().forEach((ask, calls) -> {
            ApiResult first = null;
            for (ApiCall call : calls) {
                if (!call.answer().isFinal()) {
                    continue;
                }
                findings.examined();
                if (first == null) {
                    first = call.answer();
                }
                findings.violationUnless(
                        call.answer().equals(first),
                        String.valueOf(IndexedHistory.paymentId(call)),
                        "%s was answered %s, and again %s",
                        ask.request(),
                        first,
                        call.answer());
            }
        });
    }
}
