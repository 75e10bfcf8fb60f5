package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.PaymentSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history, sorted by payment and by key. */
final class IndexedHistory {
    /** What an Idempotency-Key stands for. */
    record KeyedRequest(String account, ApiRequest.Idempotent request) {}

    private final History history;
    private final Map<String, PaymentHistory> cases = new LinkedHashMap<>();
    private final Map<KeyedRequest, List<ApiCall>> asks = new LinkedHashMap<>();
    private final Map<Long, String> accountOf = new HashMap<>();

    IndexedHistory(History history) {
        this.history = history;
        history.shops().forEach(shop -> accountOf.put(shop.merchantId(), shop.account()));
        history.calls().forEach(this::add);
        history.payers().forEach(action -> of(action.paymentId()).payers.add(action));
        history.webhooks().forEach(webhook -> of(webhook.paymentId()).webhooks.add(webhook));
        history.events().forEach(event -> of(event.paymentId()).events.add(event));
        history.ending()
                .payments()
                .forEach(listed -> of(listed.payment().paymentId()).listed.add(listed));
        history.ending()
                .invoices()
                .forEach(invoice -> of(invoice.paymentId()).invoices.add(invoice));
        history.ending()
                .deliveries()
                .forEach(delivery -> of(delivery.paymentId()).deliveries.add(delivery));
    }

    private void add(ApiCall call) {
        String paymentId = paymentId(call);
        if (paymentId != null && !(call.request() instanceof ApiRequest.Foreign)) {
            of(paymentId).calls.add(call);
        }
        if (call.request() instanceof ApiRequest.Idempotent keyed) {
            asks.computeIfAbsent(new KeyedRequest(call.account(), keyed), _ -> new ArrayList<>())
                    .add(call);
        }
    }

    private PaymentHistory of(String paymentId) {
        return cases.computeIfAbsent(paymentId, PaymentHistory::new);
    }

    /** @return null for a create that was never told its payment's id */
    static @Nullable String paymentId(ApiCall call) {
        return switch (call.request()) {
            case ApiRequest.Create _ -> {
                PaymentSnapshot told = payment(call.answer());
                yield told == null ? null : told.paymentId();
            }
            case ApiRequest.Cancel cancel -> cancel.paymentId();
            case ApiRequest.Refund refund -> refund.paymentId();
            case ApiRequest.Read read -> read.paymentId();
            case ApiRequest.Foreign foreign -> foreign.paymentId();
        };
    }

    static @Nullable PaymentSnapshot payment(ApiResult answer) {
        return answer instanceof ApiResult.Response told ? told.payment() : null;
    }

    History history() {
        return history;
    }

    Collection<PaymentHistory> cases() {
        return cases.values();
    }

    /** An empty one when nothing was seen of it. */
    PaymentHistory find(String paymentId) {
        return cases.getOrDefault(paymentId, new PaymentHistory(paymentId));
    }

    /** All calls of each key, in the order in which they began. */
    Map<KeyedRequest, List<ApiCall>> asks() {
        return asks;
    }

    /** @return null for a merchant that is none of the run's */
    @Nullable
    String accountOf(long merchantId) {
        return accountOf.get(merchantId);
    }
}
