package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history, sorted by payment and by key. */
final class Evidence {
    /** What an Idempotency-Key stands for. */
    record Ask(String account, Request.Keyed request) {}

    private final History history;
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Map<Ask, List<Call>> asks = new LinkedHashMap<>();
    private final Map<Long, String> accountOf = new HashMap<>();

    Evidence(History history) {
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

    private void add(Call call) {
        String paymentId = paymentId(call);
        if (paymentId != null && !(call.request() instanceof Request.Foreign)) {
            of(paymentId).calls.add(call);
        }
        if (call.request() instanceof Request.Keyed keyed) {
            asks.computeIfAbsent(new Ask(call.account(), keyed), _ -> new ArrayList<>())
                    .add(call);
        }
    }

    private Case of(String paymentId) {
        return cases.computeIfAbsent(paymentId, Case::new);
    }

    /** @return null for a create that was never told its payment's id */
    static @Nullable String paymentId(Call call) {
        return switch (call.request()) {
            case Request.Create _ -> {
                PaymentView told = payment(call.answer());
                yield told == null ? null : told.paymentId();
            }
            case Request.Cancel cancel -> cancel.paymentId();
            case Request.Refund refund -> refund.paymentId();
            case Request.Read read -> read.paymentId();
            case Request.Foreign foreign -> foreign.paymentId();
        };
    }

    static @Nullable PaymentView payment(Answer answer) {
        return answer instanceof Answer.Told told ? told.payment() : null;
    }

    History history() {
        return history;
    }

    Collection<Case> cases() {
        return cases.values();
    }

    /** An empty one when nothing was seen of it. */
    Case find(String paymentId) {
        return cases.getOrDefault(paymentId, new Case(paymentId));
    }

    /** All calls of each key, in the order in which they began. */
    Map<Ask, List<Call>> asks() {
        return asks;
    }

    /** @return null for a merchant that is none of the run's */
    @Nullable
    String accountOf(long merchantId) {
        return accountOf.get(merchantId);
    }
}
