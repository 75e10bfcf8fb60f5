package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Counts;
import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.Ending;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Histories that differ in one place from another. */
final class Surgery {
    private Surgery() {}

    static <T> Optional<T> last(List<T> list, Predicate<? super T> wanted) {
        return list.reversed().stream().filter(wanted).findFirst();
    }

    static <T> List<T> without(List<T> list, T one) {
        return list.stream().filter(other -> other != one).toList();
    }

    static <T> List<T> change(List<T> list, T one, T other) {
        List<T> changed = new ArrayList<>(list);
        changed.replaceAll(each -> each == one ? other : each);
        return changed;
    }

    static <T> List<T> swap(List<T> list, T one, T other) {
        List<T> swapped = new ArrayList<>(list);
        Collections.swap(swapped, list.indexOf(one), list.indexOf(other));
        return swapped;
    }

    static History calls(History from, List<Call> calls) {
        return new History(from.shops(), calls, from.payers(), from.webhooks(), from.events(), from.ending());
    }

    static History webhooks(History from, List<Webhook> webhooks) {
        return new History(from.shops(), from.calls(), from.payers(), webhooks, from.events(), from.ending());
    }

    static History events(History from, List<Event> events) {
        return new History(from.shops(), from.calls(), from.payers(), from.webhooks(), events, from.ending());
    }

    static History payments(History from, List<Listed> payments) {
        return ending(
                from,
                new Ending(
                        payments,
                        from.ending().invoices(),
                        from.ending().deliveries(),
                        from.ending().counts()));
    }

    static History invoices(History from, List<Invoice> invoices) {
        return ending(
                from,
                new Ending(
                        from.ending().payments(),
                        invoices,
                        from.ending().deliveries(),
                        from.ending().counts()));
    }

    static History deliveries(History from, List<Delivery> deliveries) {
        return ending(
                from,
                new Ending(
                        from.ending().payments(),
                        from.ending().invoices(),
                        deliveries,
                        from.ending().counts()));
    }

    static History counts(History from, List<Counts> counts) {
        Ending ending = from.ending();
        return ending(from, new Ending(ending.payments(), ending.invoices(), ending.deliveries(), counts));
    }

    private static History ending(History from, Ending ending) {
        return new History(from.shops(), from.calls(), from.payers(), from.webhooks(), from.events(), ending);
    }

    /** The payment and its invoice are refunded by that much in the end. */
    static History refunded(History from, String paymentId, long refundedMinor) {
        List<Listed> payments = from.ending().payments().stream()
                .map(listed -> listed.payment().paymentId().equals(paymentId)
                        ? new Listed(listed.account(), refunded(listed.payment(), refundedMinor))
                        : listed)
                .toList();
        List<Invoice> invoices = from.ending().invoices().stream()
                .map(invoice -> invoice.paymentId().equals(paymentId)
                        ? new Invoice(paymentId, invoice.status(), invoice.paidMinor(), refundedMinor)
                        : invoice)
                .toList();
        return invoices(payments(from, payments), invoices);
    }

    private static PaymentView refunded(PaymentView from, long refundedMinor) {
        return new PaymentView(
                from.paymentId(), from.id(), from.merchantId(), from.amountMinor(), from.status(), refundedMinor);
    }

    /** The content of a status. */
    static Event.Content content(Event from, @Nullable String before, String status, long refundedMinor) {
        Event.Content content = from.content();
        return new Event.Content(
                before,
                status,
                content.reason(),
                null,
                content.merchantId(),
                content.amountMinor(),
                content.paidMinor(),
                refundedMinor,
                content.expiresAt());
    }

    static long lastVersion(History history, String paymentId) {
        return history.events().stream()
                .filter(event -> event.paymentId().equals(paymentId))
                .mapToLong(Event::version)
                .max()
                .orElse(0);
    }

    /** Whether it is no repeat. */
    static boolean firstOf(History history, Event event) {
        return history.events().stream()
                .filter(other -> other.eventId().equals(event.eventId()))
                .findFirst()
                .filter(first -> first == event)
                .isPresent();
    }

    static PaymentView told(Call call) {
        return Objects.requireNonNull(Evidence.payment(call.answer()));
    }

    static Answer telling(Call call, PaymentView payment) {
        var told = (Answer.Told) call.answer();
        return new Answer.Told(told.status(), told.code(), told.detail(), payment, told.refund());
    }

    /** The same call once more, a moment later, with another answer. */
    static Call answered(Call call, Answer answer) {
        return new Call(call.end() + 1, call.end() + 2, call.gateway(), call.account(), call.request(), answer);
    }

    static @Nullable Answer usualRefusal(History history, String operation) {
        return history.calls().stream()
                .filter(call -> call.request() instanceof Request.Foreign foreign
                        && foreign.operation().equals(operation)
                        && call.answer() instanceof Answer.Told told
                        && told.status() == 404)
                .map(Call::answer)
                .findFirst()
                .orElse(null);
    }
}
