package info.sopranoexch.torture.check;

import static info.sopranoexch.torture.check.Surgery.change;
import static info.sopranoexch.torture.check.Surgery.last;
import static info.sopranoexch.torture.check.Surgery.swap;
import static info.sopranoexch.torture.check.Surgery.without;

import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.Webhook;
import java.util.Optional;

/** Webhooks and deliveries that a broken service would have lost or mixed up. Each takes the last thing of its kind, where nothing follows that would give it away by chance. */
final class PlantsInDeliveries {
    private PlantsInDeliveries() {}

    static Optional<History> webhookLost(History history) {
        return last(history.webhooks(), Webhook::isAccepted)
                .map(lost -> Surgery.webhooks(
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

    static Optional<History> deliveryGone(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(delivery ->
                        Surgery.deliveries(history, without(history.ending().deliveries(), delivery)));
    }

    static Optional<History> deliveryStuck(History history) {
        return last(history.ending().deliveries(), _ -> true)
                .map(one -> Surgery.deliveries(
                        history,
                        change(
                                history.ending().deliveries(),
                                one,
                                new Delivery(one.id(), one.merchantId(), one.paymentId(), one.version(), "pending"))));
    }
}
