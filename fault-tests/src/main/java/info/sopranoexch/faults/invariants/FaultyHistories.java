package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.ApiResult.Response;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import info.sopranoexch.faults.history.PublishedEvent.Position;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Derives a faulty history from a valid one, for each {@link PlantedFault}. */
final class FaultyHistories {
    private static final int NOT_FOUND = 404;

    private FaultyHistories() {}

    // Faults in responses of the REST API: a client repeats a call and receives another response.

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

    // Faults in the event topic.

    static Optional<History> doubleRefund(History history) {
        return last(history.events(), event -> event.isStatus("partially_refunded"))
                .map(event -> {
                    long doubled = 2 * event.content().refundedMinor();
                    History refunded = withNextEvent(
                            history,
                            event,
                            event.content().withStatus("partially_refunded", "partially_refunded", doubled));
                    return refunded.withFinalState(refund(refunded.finalState(), event.paymentId(), doubled));
                });
    }

    private static FinalState refund(FinalState state, String paymentId, long refundedMinor) {
        return state.withPayments(state.payments().stream()
                        .map(listed -> listed.paymentId().equals(paymentId)
                                ? new ListedPayment(
                                        listed.account(),
                                        listed.payment().with(listed.payment().status(), refundedMinor))
                                : listed)
                        .toList())
                .withInvoices(state.invoices().stream()
                        .map(invoice ->
                                invoice.paymentId().equals(paymentId) ? invoice.withRefunded(refundedMinor) : invoice)
                        .toList());
    }

    static Optional<History> doubleEndOfRefund(History history) {
        return last(history.events(), event -> !event.isStatusChange() && isFirstOccurrence(history, event))
                .map(event -> withNextEvent(history, event, event.content()));
    }

    static Optional<History> lostCancel(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof ApiRequest.Cancel
                                && call.result().isSuccess())
                .map(call -> history.withEvents(without(
                        history.events(), event -> event.paymentId().equals(call.paymentId()) && event.version() > 1)));
    }

    static Optional<History> lostEvent(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(lost -> history.withEvents(
                        without(history.events(), event -> event.eventId().equals(lost.eventId()))));
    }

    static Optional<History> swappedEvents(History history) {
        return last(history.events(), event -> event.version() > 1)
                .flatMap(second -> history.events().stream()
                        .filter(event -> event.paymentId().equals(second.paymentId())
                                && event.version() == second.version() - 1
                                && event.position().offset() < second.position().offset())
                        .findFirst()
                        .filter(_ -> isFirstOccurrence(history, second))
                        .map(first -> history.withEvents(swap(history.events(), first, second))));
    }

    static Optional<History> twoEventsForVersion(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(event -> history.withEvents(
                        with(history.events(), event.withVersion(event.eventId() + "0", event.version()))));
    }

    static Optional<History> expiredAfterSuccess(History history) {
        return last(history.events(), event -> event.content().status().equals("success"))
                .map(event -> withNextEvent(history, event, event.content().withStatus("success", "expired", 0)));
    }

    static Optional<History> refundAbovePaidAmount(History history) {
        // A changed repeat would violate another invariant.
        return changeLast(
                        history.events(),
                        event -> event.isStatus("refunded") && isFirstOccurrence(history, event),
                        event -> event.withContent(event.content()
                                .withStatus(
                                        event.content().previousStatus(),
                                        "refunded",
                                        event.content().paidMinor() + 1)))
                .map(history::withEvents);
    }

    static Optional<History> guessedFailure(History history) {
        return guessed(history, "failed");
    }

    static Optional<History> guessedSuccess(History history) {
        return guessed(history, "success");
    }

    /** An outcome of a payment without a payer; only the provider's invoice contradicts it. */
    private static Optional<History> guessed(History history, String status) {
        Predicate<ListedPayment> open = listed -> listed.payment().status().equals("pending")
                && history.payerActions().stream()
                        .noneMatch(action -> action.paymentId().equals(listed.paymentId()));
        return last(history.finalState().payments(), open)
                .flatMap(listed ->
                        last(history.events(), event -> event.paymentId().equals(listed.paymentId())))
                .map(event -> withNextEvent(history, event, event.content().withStatus("pending", status, 0)));
    }

    // Faults in the webhooks that endpoints received.

    static Optional<History> lostWebhook(History history) {
        return last(history.webhooks(), ReceivedWebhook::isAccepted)
                .map(lost -> history.withWebhooks(without(history.webhooks(), webhook -> isSame(webhook, lost))));
    }

    static Optional<History> swappedWebhooks(History history) {
        return last(history.webhooks(), webhook -> webhook.version() > 2)
                .flatMap(second -> history.webhooks().stream()
                        .filter(webhook -> webhook.paymentId().equals(second.paymentId())
                                && webhook.version() == second.version() - 1)
                        .findFirst()
                        .map(first -> {
                            List<ReceivedWebhook> withoutRetries = without(
                                    history.webhooks(),
                                    webhook -> webhook != first
                                            && webhook != second
                                            && (isSame(webhook, first) || isSame(webhook, second)));
                            return history.withWebhooks(swap(withoutRetries, first, second));
                        }));
    }

    private static boolean isSame(ReceivedWebhook one, ReceivedWebhook other) {
        return one.message().id().equals(other.message().id());
    }

    // Faults in payments, invoices and deliveries after a run.

    static Optional<History> missingPayment(History history) {
        return change(
                history,
                state -> last(state.payments(), _ -> true)
                        .map(lost -> state.withPayments(without(state.payments(), listed -> listed == lost))));
    }

    static Optional<History> doubleRefundByProvider(History history) {
        return change(
                history,
                state -> changeLast(
                                state.invoices(),
                                invoice -> invoice.refundedMinor() > 0,
                                invoice -> invoice.withRefunded(2 * invoice.refundedMinor()))
                        .map(state::withInvoices));
    }

    static Optional<History> missingDelivery(History history) {
        return change(
                history,
                state -> last(state.deliveries(), _ -> true)
                        .map(lost -> state.withDeliveries(without(state.deliveries(), delivery -> delivery == lost))));
    }

    static Optional<History> stuckDelivery(History history) {
        return change(
                history,
                state -> changeLast(state.deliveries(), _ -> true, delivery -> delivery.withStatus("pending"))
                        .map(state::withDeliveries));
    }

    static Optional<History> wrongDeliveryCount(History history) {
        return change(
                history,
                state -> changeLast(
                                state.deliveryCounts(),
                                counts -> counts.accepted() > 0,
                                counts -> counts.withDelivered(counts.delivered() - 1))
                        .map(state::withDeliveryCounts));
    }

    private static Optional<History> change(History history, Function<FinalState, Optional<FinalState>> change) {
        return change.apply(history.finalState()).map(history::withFinalState);
    }

    // Changes of lists.

    private static <T> Optional<T> last(List<T> list, Predicate<? super T> wanted) {
        return list.reversed().stream().filter(wanted).findFirst();
    }

    private static <T> List<T> without(List<T> list, Predicate<? super T> unwanted) {
        return list.stream().filter(unwanted.negate()).toList();
    }

    private static <T> List<T> with(List<T> list, T added) {
        List<T> longer = new ArrayList<>(list);
        longer.add(added);
        return longer;
    }

    /** Replaces the last matching element. Nothing follows it that reveals the fault by chance. */
    private static <T> Optional<List<T>> changeLast(
            List<T> list, Predicate<? super T> wanted, UnaryOperator<T> change) {
        return last(list, wanted)
                .map(found -> list.stream()
                        .map(each -> each == found ? change.apply(each) : each)
                        .toList());
    }

    private static <T> List<T> swap(List<T> list, T one, T other) {
        List<T> swapped = new ArrayList<>(list);
        Collections.swap(swapped, list.indexOf(one), list.indexOf(other));
        return swapped;
    }

    /** Adds an event with the next version of the payment at the end of the topic. */
    private static History withNextEvent(History history, PublishedEvent like, Content content) {
        long version = history.events().stream()
                .filter(event -> event.paymentId().equals(like.paymentId()))
                .mapToLong(PublishedEvent::version)
                .max()
                .orElse(0);
        return history.withEvents(with(
                history.events(),
                like.withContent(content)
                        .withVersion(like.eventId() + "0", version + 1)
                        .withPosition(new Position(like.position().partition(), Long.MAX_VALUE))));
    }

    private static boolean isFirstOccurrence(History history, PublishedEvent event) {
        return history.events().stream()
                .filter(other -> other.eventId().equals(event.eventId()))
                .findFirst()
                .filter(first -> first == event)
                .isPresent();
    }
}
