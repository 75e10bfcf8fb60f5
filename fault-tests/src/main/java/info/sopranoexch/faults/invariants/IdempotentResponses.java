package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiResult;

/** All final responses to the same idempotent request are equal, at both gateways and after any crash. */
final class IdempotentResponses {
    private IdempotentResponses() {}

    static void check(IndexedHistory history, InvariantResult result) {
        history.idempotentCalls().forEach((request, calls) -> {
            ApiResult first = null;
            for (ApiCall call : calls) {
                if (!call.result().isFinal()) {
                    continue;
                }
                result.countExamined();
                if (first == null) {
                    first = call.result();
                }
                result.require(
                        call.result().equals(first),
                        String.valueOf(call.paymentId()),
                        "%s returned %s, later %s",
                        request.request(),
                        first,
                        call.result());
            }
        });
    }
}
