package info.sopranoexch.torture.check;

import static info.sopranoexch.torture.check.Surgery.change;
import static info.sopranoexch.torture.check.Surgery.content;
import static info.sopranoexch.torture.check.Surgery.last;
import static info.sopranoexch.torture.check.Surgery.swap;
import static info.sopranoexch.torture.check.Surgery.without;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The faults. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class Plants {
    static final List<PlantedFault> ALL = List.of(
            new PlantedFault(1, "a payment is gone", Plants::paymentGone),
            new PlantedFault(1, "a key makes a second payment", Plants::secondPayment),
            new PlantedFault(1, "a refund is done twice, everywhere alike", Plants::doubledRefund),
            new PlantedFault(1, "the provider pays a refund back twice", Plants::paidBackTwice),
            new PlantedFault(1, "a cancel is forgotten", Plants::cancelForgotten),
            new PlantedFault(1, "a key gets another answer", Plants::anotherAnswer),
            new PlantedFault(1, "a read shows the past", Plants::staleRead),
            new PlantedFault(2, "an outbox row is lost", Plants::outboxRowLost),
            new PlantedFault(2, "two events change places", Plants::eventsSwapped),
            new PlantedFault(2, "a version has two events", Plants::versionTwice),
            new PlantedFault(2, "a webhook is lost", Plants::webhookLost),
            new PlantedFault(2, "two webhooks change places", Plants::webhooksSwapped),
            new PlantedFault(3, "a delivery is gone", Plants::deliveryGone),
            new PlantedFault(3, "a delivery waits for ever", Plants::deliveryStuck),
            new PlantedFault(4, "a status leaves success", Plants::leavesSuccess),
            new PlantedFault(4, "more is refunded than was paid", Plants::refundedTooMuch),
            new PlantedFault(5, "a stranger reads a payment", Plants::strangerReads),
            new PlantedFault(5, "a stranger is told that it exists", Plants::strangerIsTold),
            new PlantedFault(6, "a lost answer is taken for a decline", Plants::guessedFailure),
            new PlantedFault(6, "a success that nobody paid", Plants::guessedSuccess));

    private Plants() {}

    private static Optional<History> paymentGone(History history) {
        return last(history.ending().payments(), _ -> true)
                .map(listed ->
                        Surgery.payments(history, without(history.ending().payments(), listed)));
    }

    private static Optional<History> secondPayment(History history) {
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

    private static Optional<History> doubledRefund(History history) {
        return last(history.events(), event -> event.content().status().equals("partially_refunded"))
                .map(event -> {
                    long once = event.content().refundedMinor();
                    var doubled = new Event(
                            event.at(),
                            new Event.Position(event.position().partition(), Long.MAX_VALUE),
                            event.paymentId(),
                            event.eventId() + "0",
                            Surgery.lastVersion(history, event.paymentId()) + 1,
                            content(event, "partially_refunded", "partially_refunded", 2 * once));
                    List<Event> events = new ArrayList<>(history.events());
                    events.add(doubled);
                    History told = Surgery.events(history, events);
                    return Surgery.refunded(told, event.paymentId(), 2 * once);
                });
    }

    private static Optional<History> paidBackTwice(History history) {
        return last(history.ending().invoices(), invoice -> invoice.refundedMinor() > 0)
                .map(invoice -> Surgery.invoices(
                        history,
                        change(
                                history.ending().invoices(),
                                invoice,
                                new Invoice(
                                        invoice.paymentId(),
                                        invoice.status(),
                                        invoice.paidMinor(),
                                        2 * invoice.refundedMinor()))));
    }

    private static Optional<History> cancelForgotten(History history) {
        return last(
                        history.calls(),
                        call -> call.request() instanceof Request.Cancel
                                && call.answer().isDone())
                .map(call -> Surgery.events(
                        history,
                        history.events().stream()
                                .filter(event ->
                                        !event.paymentId().equals(Evidence.paymentId(call)) || event.version() == 1)
                                .toList()));
    }

    private static Optional<History> anotherAnswer(History history) {
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

    private static Optional<History> staleRead(History history) {
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

    private static Optional<History> outboxRowLost(History history) {
        return last(history.events(), event -> event.version() > 1)
                .map(lost -> Surgery.events(
                        history,
                        history.events().stream()
                                .filter(event -> !event.eventId().equals(lost.eventId()))
                                .toList()));
    }

    private static Optional<History> eventsSwapped(History history) {
        return last(history.events(), event -> event.version() > 1)
                .flatMap(second -> history.events().stream()
                        .filter(event -> event.paymentId().equals(second.paymentId())
                                && event.version() == second.version() - 1
                                && event.position().offset() < second.position().offset())
                        .findFirst()
                        .filter(_ -> Surgery.firstOf(history, second))
                        .map(first -> Surgery.events(history, swap(history.events(), first, second))));
    }

    private static Optional<History> versionTwice(History history) {
        return last(history.events(), event -> event.version() > 1).map(event -> {
            var other = new Event(
                    event.at(),
                    event.position(),
                    event.paymentId(),
                    event.eventId() + "0",
                    event.version(),
                    event.content());
            List<Event> events = new ArrayList<>(history.events());
            events.add(other);
            return Surgery.events(history, events);
        });
    }

    private static Optional<History> webhookLost(History history) {
        return last(history.webhooks(), Webhook::isAccepted)
                .map(lost -> Surgery.webhooks(
                        history,
                        history.webhooks().stream()
                                .filter(webhook -> !webhook.id().equals(lost.id()))
                                .toList()));
    }

    private static Optional<History> webhooksSwapped(History history) {
        return last(history.webhooks(), webhook -> webhook.version() > 2)
                .flatMap(second -> history.webhooks().stream()
                        .filter(webhook -> webhook.paymentId().equals(second.paymentId())
                                && webhook.version() == second.version() - 1)
                        .findFirst()
                        .map(first -> Surgery.webhooks(
                                history,
                                swap(
                                        history.webhooks().stream()
                                                .filter(webhook -> webhook == first
                                                        || webhook == second
                                                        || (!webhook.id().equals(first.id())
                                                                && !webhook.id().equals(second.id())))
                                                .toList(),
                                        first,
                                        second))));
    }

    private static Optional<History> deliveryGone(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(delivery ->
                        Surgery.deliveries(history, without(history.ending().deliveries(), delivery)));
    }

    private static Optional<History> deliveryStuck(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(one -> Surgery.deliveries(
                        history,
                        change(
                                history.ending().deliveries(),
                                one,
                                new Delivery(one.id(), one.merchantId(), one.paymentId(), one.version(), "pending"))));
    }

    private static Optional<History> leavesSuccess(History history) {
        return last(history.events(), event -> event.content().status().equals("success"))
                .map(event -> {
                    List<Event> events = new ArrayList<>(history.events());
                    events.add(new Event(
                            event.at(),
                            new Event.Position(event.position().partition(), Long.MAX_VALUE),
                            event.paymentId(),
                            event.eventId() + "0",
                            Surgery.lastVersion(history, event.paymentId()) + 1,
                            content(event, "success", "expired", 0)));
                    return Surgery.events(history, events);
                });
    }

    private static Optional<History> refundedTooMuch(History history) {
        return last(history.events(), event -> event.content().status().equals("refunded"))
                .map(event -> Surgery.events(
                        history,
                        change(
                                history.events(),
                                event,
                                new Event(
                                        event.at(),
                                        event.position(),
                                        event.paymentId(),
                                        event.eventId(),
                                        event.version(),
                                        content(
                                                event,
                                                event.content().before(),
                                                "refunded",
                                                event.content().paidMinor() + 1)))));
    }

    private static Optional<History> strangerReads(History history) {
        return stranger(history, new Answer.Told(200, "", "", null, null));
    }

    private static Optional<History> strangerIsTold(History history) {
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

    private static Optional<History> guessedFailure(History history) {
        return guessed(history, "failed");
    }

    private static Optional<History> guessedSuccess(History history) {
        return guessed(history, "success");
    }

    /** A payment that nobody paid yet gets an end; consistently, so that only the provider could say otherwise. */
    private static Optional<History> guessed(History history, String status) {
        Predicate<Listed> open = listed -> listed.payment().status().equals("pending")
                && history.payers().stream()
                        .noneMatch(action ->
                                action.paymentId().equals(listed.payment().paymentId()));
        return last(history.ending().payments(), open)
                .flatMap(listed -> last(
                                history.events(),
                                event -> event.paymentId()
                                        .equals(listed.payment().paymentId()))
                        .map(event -> {
                            List<Event> events = new ArrayList<>(history.events());
                            events.add(new Event(
                                    event.at(),
                                    new Event.Position(event.position().partition(), Long.MAX_VALUE),
                                    event.paymentId(),
                                    event.eventId() + "0",
                                    event.version() + 1,
                                    content(event, "pending", status, 0)));
                            return Surgery.events(history, events);
                        }));
    }
}
