package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.change;
import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.swap;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.Optional;

/** Webhooks and deliveries that a broken service would have lost or mixed up. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class WebhookFaults {
    private WebhookFaults() {}

    static Optional<History> webhookLost(History history) {
        return last(history.webhooks(), ReceivedWebhook::isAccepted)
                .map(lost -> HistoryMutations.webhooks(
                        history,
                        history.webhooks().stream()
                                .filter(webhook -> !webhook.id().equals(lost.id()))
                                .toList()));
    }

    static Optional<History> webhooksSwapped(History history) {
        return last(history.webhooks(), webhook -> webhook.version() > 2)
                .flatMap(second -> history.webhooks().stream()
                        .filter(webhook -> webhook.paymentId().equals(second.paymentId())
                                && webhook.version() == second.version() - 1)
                        .findFirst()
                        .map(first -> HistoryMutations.webhooks(
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

    static Optional<History> deliveryGone(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(delivery -> HistoryMutations.deliveries(
                        history, without(history.ending().deliveries(), delivery)));
    }

    static Optional<History> deliveryStuck(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(one -> HistoryMutations.deliveries(
                        history,
                        change(
                                history.ending().deliveries(),
                                one,
                                new ListedDelivery(
                                        one.id(), one.merchantId(), one.paymentId(), one.version(), "pending"))));
    }
}
