package info.sopranoexch.torture.check;

import static info.sopranoexch.torture.check.Surgery.last;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers that a broken service would have given. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class PlantsInCalls {
    private PlantsInCalls() {}

    static Optional<History> secondPayment(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof Request.Create
                                && call.answer().isDone())
                .map(call -> {
                    PaymentView first = Surgery.told(call);
                    var second = new PaymentView(
                            first.paymentId() + "0",
                            first.id() + 1_000_000_000,
                            first.merchantId(),
                            first.amountMinor(),
                            first.status(),
                            first.refundedMinor());
                    List<Call> calls = new ArrayList<>(history.calls());
                    calls.add(Surgery.answered(call, Surgery.telling(call, second)));
                    return Surgery.calls(history, calls);
                });
    }

    static Optional<History> anotherAnswer(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof Request.Refund
                                && call.answer().isDone())
                .map(call -> {
                    List<Call> calls = new ArrayList<>(history.calls());
                    calls.add(Surgery.answered(
                            call, new Answer.Told(409, "refund_exceeds_paid", "No more.", null, null)));
                    return Surgery.calls(history, calls);
                });
    }

    static Optional<History> staleRead(History history) {
        Predicate<Call> newer = call -> call.request() instanceof Request.Read
                && call.answer() instanceof Answer.Told told
                && told.payment() != null
                && !told.payment().status().equals("pending");
        return last(history.calls(), newer).map(call -> {
            PaymentView now = Surgery.told(call);
            var then = new PaymentView(now.paymentId(), now.id(), now.merchantId(), now.amountMinor(), "pending", 0);
            List<Call> calls = new ArrayList<>(history.calls());
            calls.add(Surgery.answered(call, Surgery.telling(call, then)));
            return Surgery.calls(history, calls);
        });
    }

    static Optional<History> strangerReads(History history) {
        return stranger(history, new Answer.Told(200, "", "", null, null));
    }

    static Optional<History> strangerIsTold(History history) {
        return stranger(history, new Answer.Told(404, "payment_not_found", "It is another account's.", null, null));
    }

    private static Optional<History> stranger(History history, Answer answer) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof Request.Foreign foreign
                                && foreign.exists()
                                && call.answer().equals(Surgery.usualRefusal(history, foreign.operation())))
                .map(call -> {
                    List<Call> calls = new ArrayList<>(history.calls());
                    calls.add(Surgery.answered(call, answer));
                    return Surgery.calls(history, calls);
                });
    }
}
