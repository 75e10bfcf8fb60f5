package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.DeliveryCounts;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Histories that differ in one place from another. */
final class HistoryMutations {
    private HistoryMutations() {}

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

    static History calls(History from, List<ApiCall> calls) {
        return new History(from.shops(), calls, from.payers(), from.webhooks(), from.events(), from.ending());
    }

    static History webhooks(History from, List<ReceivedWebhook> webhooks) {
        return new History(from.shops(), from.calls(), from.payers(), webhooks, from.events(), from.ending());
    }

    static History events(History from, List<PublishedEvent> events) {
        return new History(from.shops(), from.calls(), from.payers(), from.webhooks(), events, from.ending());
    }

    static History payments(History from, List<ListedPayment> payments) {
        return ending(
                from,
                new FinalState(
                        payments,
                        from.ending().invoices(),
                        from.ending().deliveries(),
                        from.ending().counts()));
    }

    static History invoices(History from, List<ProviderInvoice> invoices) {
        return ending(
                from,
                new FinalState(
                        from.ending().payments(),
                        invoices,
                        from.ending().deliveries(),
                        from.ending().counts()));
    }

    static History deliveries(History from, List<ListedDelivery> deliveries) {
        return ending(
                from,
                new FinalState(
                        from.ending().payments(),
                        from.ending().invoices(),
                        deliveries,
                        from.ending().counts()));
    }

    static History counts(History from, List<DeliveryCounts> counts) {
        FinalState ending = from.ending();
        return ending(from, new FinalState(ending.payments(), ending.invoices(), ending.deliveries(), counts));
    }

    private static History ending(History from, FinalState ending) {
        return new History(from.shops(), from.calls(), from.payers(), from.webhooks(), from.events(), ending);
    }

    /** The payment and its invoice are refunded by that much in the end. */
    static History refunded(History from, String paymentId, long refundedMinor) {
        List<ListedPayment> payments = from.ending().payments().stream()
                .map(listed -> listed.payment().paymentId().equals(paymentId)
                        ? new ListedPayment(listed.account(), refunded(listed.payment(), refundedMinor))
                        : listed)
                .toList();
        List<ProviderInvoice> invoices = from.ending().invoices().stream()
                .map(invoice -> invoice.paymentId().equals(paymentId)
                        ? new ProviderInvoice(paymentId, invoice.status(), invoice.paidMinor(), refundedMinor)
                        : invoice)
                .toList();
        return invoices(payments(from, payments), invoices);
    }

    private static PaymentSnapshot refunded(PaymentSnapshot from, long refundedMinor) {
        return new PaymentSnapshot(
                from.paymentId(), from.id(), from.merchantId(), from.amountMinor(), from.status(), refundedMinor);
    }

    /** The content of a status. */
    static PublishedEvent.Content content(
            PublishedEvent from, @Nullable String before, String status, long refundedMinor) {
        PublishedEvent.Content content = from.content();
        return new PublishedEvent.Content(
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
                .mapToLong(PublishedEvent::version)
                .max()
                .orElse(0);
    }

    /** Whether it is no repeat. */
    static boolean firstOf(History history, PublishedEvent event) {
        return history.events().stream()
                .filter(other -> other.eventId().equals(event.eventId()))
                .findFirst()
                .filter(first -> first == event)
                .isPresent();
    }

    static PaymentSnapshot told(ApiCall call) {
        return Objects.requireNonNull(IndexedHistory.payment(call.answer()));
    }

    static ApiResult telling(ApiCall call, PaymentSnapshot payment) {
        var told = (ApiResult.Response) call.answer();
        return new ApiResult.Response(told.status(), told.code(), told.detail(), payment, told.refund());
    }

    /** The same call once more, a moment later, with another answer. */
    static ApiCall answered(ApiCall call, ApiResult answer) {
        return new ApiCall(call.end() + 1, call.end() + 2, call.gateway(), call.account(), call.request(), answer);
    }

    static @Nullable ApiResult usualRefusal(History history, String operation) {
        return history.calls().stream()
                .filter(call -> call.request() instanceof ApiRequest.Foreign foreign
                        && foreign.operation().equals(operation)
                        && call.answer() instanceof ApiResult.Response told
                        && told.status() == 404)
                .map(ApiCall::answer)
                .findFirst()
                .orElse(null);
    }
}
