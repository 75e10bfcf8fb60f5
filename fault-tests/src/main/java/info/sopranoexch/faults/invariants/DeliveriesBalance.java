package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FinalState.Delivery;
import info.sopranoexch.faults.history.FinalState.DeliveryCounts;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Each event after creation has one delivery. In the end all endpoints respond, so all deliveries are delivered: retries
 * are exhausted after days only.
 */
final class DeliveriesBalance {
    private DeliveriesBalance() {}

    static void check(IndexedHistory history, InvariantResult result) {
        history.payments().forEach(payment -> check(payment, result.of(payment)));
        Map<Long, Long> listed = history.history().finalState().deliveries().stream()
                .collect(Collectors.groupingBy(Delivery::merchantId, Collectors.counting()));
        for (DeliveryCounts counts : history.history().finalState().deliveryCounts()) {
            result.countExamined();
            long total = counts.delivered() + counts.pending() + counts.exhausted() + counts.suspended();
            long expected = listed.getOrDefault(counts.merchantId(), 0L);
            result.require(
                    counts.accepted() == total && counts.accepted() == expected,
                    "",
                    "%s, but %d deliveries are listed",
                    counts,
                    expected);
        }
    }

    private static void check(PaymentHistory payment, OfPayment result) {
        Set<Long> accepted = payment.webhooks.stream()
                .filter(ReceivedWebhook::isAccepted)
                .map(ReceivedWebhook::version)
                .collect(Collectors.toSet());
        Set<Long> listed = new HashSet<>();
        for (Delivery delivery : payment.deliveries) {
            result.countExamined();
            result.require(listed.add(delivery.version()), "version %d has two deliveries", delivery.version());
            boolean delivered = delivery.status().equals("delivered");
            result.require(delivered, "in the end %s is not delivered", delivery);
            result.require(
                    !delivered || accepted.contains(delivery.version()), "%s, but no endpoint accepted it", delivery);
        }
        Set<Long> expected = payment.distinctEvents().stream()
                .map(PublishedEvent::version)
                .filter(version -> version > 1)
                .collect(Collectors.toSet());
        result.require(listed.equals(expected), "events %s have deliveries %s", expected, listed);
    }
}
