package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.History;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history, indexed by payment and by idempotent request. */
final class IndexedHistory {
    /** A request of an account, identified by its Idempotency-Key. */
    record IdempotentRequest(String account, ApiRequest.Idempotent request) {}

    private final History history;
    private final Map<String, PaymentHistory> payments = new LinkedHashMap<>();
    private final Map<IdempotentRequest, List<ApiCall>> idempotentCalls = new LinkedHashMap<>();
    private final Map<Long, String> accountByMerchant = new HashMap<>();

    IndexedHistory(History history) {
        this.history = history;
        history.merchants().forEach(merchant -> accountByMerchant.put(merchant.merchantId(), merchant.account()));
        history.calls().forEach(this::add);
        history.payerActions()
                .forEach(action -> of(action.paymentId()).payerActions.add(action));
        history.webhooks().forEach(webhook -> of(webhook.paymentId()).webhooks.add(webhook));
        history.events().forEach(event -> of(event.paymentId()).events.add(event));
        history.followedEvents()
                .forEach(event -> of(event.paymentId()).followedEvents.add(event));
        history.finalState()
                .payments()
                .forEach(listed -> of(listed.paymentId()).listed.add(listed));
        history.finalState()
                .invoices()
                .forEach(invoice -> of(invoice.paymentId()).invoices.add(invoice));
        history.finalState()
                .deliveries()
                .forEach(delivery -> of(delivery.paymentId()).deliveries.add(delivery));
    }

    private void add(ApiCall call) {
        String paymentId = call.paymentId();
        if (paymentId != null && !(call.request() instanceof ApiRequest.Foreign)) {
            of(paymentId).calls.add(call);
        }
        if (call.request() instanceof ApiRequest.Idempotent request) {
            idempotentCalls
                    .computeIfAbsent(new IdempotentRequest(call.account(), request), _ -> new ArrayList<>())
                    .add(call);
        }
    }

    private PaymentHistory of(String paymentId) {
        return payments.computeIfAbsent(paymentId, PaymentHistory::new);
    }

    History history() {
        return history;
    }

    Collection<PaymentHistory> payments() {
        return payments.values();
    }

    /** @return an empty history for an unknown payment */
    PaymentHistory payment(String paymentId) {
        return payments.getOrDefault(paymentId, new PaymentHistory(paymentId));
    }

    /** All calls of each idempotent request, by start. */
    Map<IdempotentRequest, List<ApiCall>> idempotentCalls() {
        return idempotentCalls;
    }

    /** @return null for a merchant that the run did not create */
    @Nullable
    String accountOf(long merchantId) {
        return accountByMerchant.get(merchantId);
    }
}
