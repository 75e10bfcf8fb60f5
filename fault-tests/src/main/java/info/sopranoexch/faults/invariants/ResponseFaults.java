package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.with;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.ApiResult.Response;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Faults in responses of the REST API: a client repeats a call and receives another response. */
final class ResponseFaults {
    private static final int NOT_FOUND = 404;

    private ResponseFaults() {}

    static Optional<History> secondPaymentForKey(History history) {
        return repeatLast(
                history,
                call -> call.request() instanceof ApiRequest.Create
                        && call.result().isSuccess(),
                call -> withPayment(
                        call,
                        first -> new PaymentSnapshot(
                                first.paymentId() + "0",
                                first.id() + 1_000_000_000,
                                first.merchantId(),
                                first.amountMinor(),
                                first.status(),
                                first.refundedMinor())));
    }

    static Optional<History> differentResponseForKey(History history) {
        return repeatLast(
                history,
                call -> call.request() instanceof ApiRequest.Refund
                        && call.result().isSuccess(),
                _ -> new Response(409, "refund_exceeds_paid", "No more.", null, null));
    }

    static Optional<History> staleRead(History history) {
        return repeatLast(
                history,
                call -> {
                    PaymentSnapshot payment = call.result().payment();
                    return call.request() instanceof ApiRequest.Read
                            && payment != null
                            && !payment.status().equals("pending");
                },
                call -> withPayment(call, now -> now.with("pending", 0)));
    }

    static Optional<History> foreignReadSucceeds(History history) {
        return foreign(history, new Response(200, "", "", null, null));
    }

    static Optional<History> foreignPaymentRevealed(History history) {
        return foreign(
                history, new Response(NOT_FOUND, "payment_not_found", "It belongs to another account.", null, null));
    }

    private static Optional<History> foreign(History history, ApiResult result) {
        return repeatLast(
                history,
                call -> call.request() instanceof ApiRequest.Foreign foreign
                        && foreign.exists()
                        && call.result() instanceof Response response
                        && response.status() == NOT_FOUND,
                _ -> result);
    }

    private static Optional<History> repeatLast(
            History history, Predicate<ApiCall> wanted, Function<ApiCall, ApiResult> result) {
        return last(history.calls(), wanted)
                .map(call -> history.withCalls(with(history.calls(), call.repeatedWith(result.apply(call)))));
    }

    private static ApiResult withPayment(ApiCall call, Function<PaymentSnapshot, PaymentSnapshot> change) {
        var response = (Response) call.result();
        return new Response(
                response.status(),
                response.code(),
                response.detail(),
                change.apply(Objects.requireNonNull(response.payment())),
                response.refund());
    }
}
