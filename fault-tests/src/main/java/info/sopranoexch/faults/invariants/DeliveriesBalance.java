package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.DeliveryCounts;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Invariant 3: every event became one delivery, and each of those is delivered, pending, exhausted or parked. In the end
 * all endpoints are well, so all are delivered: to give up takes days.
 */
final class DeliveriesBalance implements Invariant {
    @Override
    public int number() {
        return 3;
    }

    @Override
    public String rule() {
        return "accepted = delivered + pending + exhausted + parked";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        evidence.cases().forEach(one -> check(one, findings));
        Map<Long, Long> listed = evidence.history().ending().deliveries().stream()
                .collect(Collectors.groupingBy(ListedDelivery::merchantId, Collectors.counting()));
        for (DeliveryCounts counts : evidence.history().ending().counts()) {
            findings.examined();
            findings.violationUnless(
                    counts.accepted() == counts.delivered() + counts.pending() + counts.exhausted() + counts.parked()
                            && counts.accepted() == listed.getOrDefault(counts.merchantId(), 0L),
                    "",
                    "%s, and %d are listed",
                    counts,
                    listed.getOrDefault(counts.merchantId(), 0L));
        }
    }

    private static void check(PaymentHistory one, InvariantResult findings) {
        Set<Long> taken = one.webhooks.stream()
                .filter(ReceivedWebhook::isAccepted)
                .map(ReceivedWebhook::version)
                .collect(Collectors.toSet());
        Set<Long> accepted = new HashSet<>();
        for (ListedDelivery delivery : one.deliveries) {
            findings.examined();
            findings.violationUnless(
                    accepted.add(delivery.version()),
                    one.paymentId,
                    "version %d has two deliveries",
                    delivery.version());
            findings.violationUnless(
                    delivery.status().equals("delivered"),
                    one.paymentId,
                    "delivery %s of version %d is %s in the end",
                    delivery.id(),
                    delivery.version(),
                    delivery.status());
            findings.violationUnless(
                    !delivery.status().equals("delivered") || taken.contains(delivery.version()),
                    one.paymentId,
                    "delivery %s of version %d is called delivered, and nobody took it",
                    delivery.id(),
                    delivery.version());
        }
        Set<Long> told = one.versions().values().stream()
                .map(PublishedEvent::version)
                .filter(version -> version > 1)
                .collect(Collectors.toSet());
        findings.violationUnless(
                accepted.equals(told), one.paymentId, "events %s became deliveries %s", told, accepted);
    }
}
