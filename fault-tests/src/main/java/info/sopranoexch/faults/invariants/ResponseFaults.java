package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.last;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers that a broken service would have given. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class ResponseFaults {
    private ResponseFaults() {}

    static Optional<History> secondPayment(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Create
                                && call.answer().isDone())
                .map(call -> {
                    PaymentSnapshot first = HistoryMutations.told(call);
                    var second = new PaymentSnapshot(
                            first.paymentId() + "0",
                            first.id() + 1_000_000_000,
                            first.merchantId(),
                            first.amountMinor(),
                            first.status(),
                            first.refundedMinor());
                    List<ApiCall> calls = new ArrayList<>(history.calls());
                    calls.add(HistoryMutations.answered(call, HistoryMutations.telling(call, second)));
                    return HistoryMutations.calls(history, calls);
                });
    }

    static Optional<History> anotherAnswer(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Refund
                                && call.answer().isDone())
                .map(call -> {
                    List<ApiCall> calls = new ArrayList<>(history.calls());
                    calls.add(HistoryMutations.answered(
                            call, new ApiResult.Response(409, "refund_exceeds_paid", "No more.", null, null)));
                    return HistoryMutations.calls(history, calls);
                });
    }

    static Optional<History> staleRead(History history) {
        Predicate<ApiCall> newer = call -> call.request() instanceof ApiRequest.Read
                && call.answer() instanceof ApiResult.Response told
                && told.payment() != null
                && !told.payment().status().equals("pending");
        return last(history.calls(), newer).map(call -> {
            PaymentSnapshot now = HistoryMutations.told(call);
            var then =
                    new PaymentSnapshot(now.paymentId(), now.id(), now.merchantId(), now.amountMinor(), "pending", 0);
            List<ApiCall> calls = new ArrayList<>(history.calls());
            calls.add(HistoryMutations.answered(call, HistoryMutations.telling(call, then)));
            return HistoryMutations.calls(history, calls);
        });
    }

    static Optional<History> strangerReads(History history) {
        return stranger(history, new ApiResult.Response(200, "", "", null, null));
    }

    static Optional<History> strangerIsTold(History history) {
        return stranger(
                history, new ApiResult.Response(404, "payment_not_found", "It is another account's.", null, null));
    }

    private static Optional<History> stranger(History history, ApiResult answer) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Foreign foreign
                                && foreign.exists()
                                && call.answer().equals(HistoryMutations.usualRefusal(history, foreign.operation())))
                .map(call -> {
                    List<ApiCall> calls = new ArrayList<>(history.calls());
                    calls.add(HistoryMutations.answered(call, answer));
                    return HistoryMutations.calls(history, calls);
                });
    }
}
