package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invariant 2, at the merchant's endpoint: every event after the first is told at least once, and none before the one
 * before it was taken.
 */
final class WebhooksMatchEvents implements Invariant {
    @Override
    public int number() {
        return 2;
    }

    @Override
    public String rule() {
        return "each status and each end of a refund is told by webhook, in order";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        evidence.cases().forEach(one -> check(one, findings));
    }

    private static void check(PaymentHistory one, InvariantResult findings) {
        Map<Long, PublishedEvent> versions = one.versions();
        Map<Long, String> ids = new HashMap<>();
        Map<Long, Long> takenAt = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (ReceivedWebhook webhook : one.webhooks) {
            findings.examined();
            content(one, webhook, versions.get(webhook.version()), findings);
            String id = ids.putIfAbsent(webhook.version(), webhook.id());
            findings.violationUnless(
                    id == null || id.equals(webhook.id()),
                    one.paymentId,
                    "version %d came with webhook-id %s and then with %s",
                    webhook.version(),
                    id,
                    webhook.id());
            if (seen.add(webhook.version()) && webhook.version() > 2) {
                Long before = takenAt.get(webhook.version() - 1);
                findings.violationUnless(
                        before != null && before <= webhook.at(),
                        one.paymentId,
                        "webhook of version %d came before version %d was taken",
                        webhook.version(),
                        webhook.version() - 1);
            }
            if (webhook.isAccepted()) {
                takenAt.merge(webhook.version(), webhook.answeredAt(), Math::min);
            }
        }
        for (PublishedEvent event : versions.values()) {
            findings.violationUnless(
                    event.version() == 1 || takenAt.containsKey(event.version()),
                    one.paymentId,
                    "version %d, %s, was never told by webhook",
                    event.version(),
                    event.content().status());
        }
    }

    private static void content(
            PaymentHistory one, ReceivedWebhook webhook, @Nullable PublishedEvent event, InvariantResult findings) {
        findings.violationUnless(
                event != null
                        && event.version() > 1
                        && event.content().status().equals(webhook.status())
                        && Objects.equals(event.content().endedRefund(), webhook.endedRefund())
                        && event.content().amountMinor() == webhook.amountMinor()
                        && event.content().refundedMinor() == webhook.refundedMinor(),
                one.paymentId,
                "a webhook told %s, and the event of that version is %s",
                webhook,
                event);
    }
}
