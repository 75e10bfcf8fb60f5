package info.sopranoexch.faults.invariants;

import static info.sopranoexch.faults.invariants.HistoryMutations.last;
import static info.sopranoexch.faults.invariants.HistoryMutations.swap;
import static info.sopranoexch.faults.invariants.HistoryMutations.without;

import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.List;
import java.util.Optional;

/** Faults in the webhooks that endpoints received. */
final class WebhookFaults {
    private WebhookFaults() {}

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
}
