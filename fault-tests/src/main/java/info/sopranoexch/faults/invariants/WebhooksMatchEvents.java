package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import info.sopranoexch.faults.history.ReceivedWebhook;
import info.sopranoexch.faults.history.ReceivedWebhook.Message;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An endpoint accepts each event after creation at least once, and none before it accepted the previous version. */
final class WebhooksMatchEvents {
    private WebhooksMatchEvents() {}

    static void check(PaymentHistory payment, OfPayment result) {
        Map<Long, PublishedEvent> events = payment.eventsByVersion();
        Map<Long, String> messageIds = new HashMap<>();
        Map<Long, Long> acceptedAt = new HashMap<>();
        Set<Long> seen = new HashSet<>();
        for (ReceivedWebhook webhook : payment.webhooks) {
            long version = webhook.version();
            result.countExamined();
            result.require(
                    matches(webhook.message(), events.get(version)),
                    "a webhook contains %s, but the event of that version is %s",
                    webhook,
                    events.get(version));
            String id = messageIds.putIfAbsent(version, webhook.message().id());
            result.require(
                    id == null || id.equals(webhook.message().id()),
                    "version %d was sent with webhook-id %s and with %s",
                    version,
                    id,
                    webhook.message().id());
            if (seen.add(version) && version > 2) {
                Long previous = acceptedAt.get(version - 1);
                result.require(
                        previous != null && previous <= webhook.at(),
                        "the webhook of version %d was sent before version %d was accepted",
                        version,
                        version - 1);
            }
            if (webhook.isAccepted()) {
                acceptedAt.merge(version, webhook.respondedAt(), Math::min);
            }
        }
        for (PublishedEvent event : events.values()) {
            result.require(
                    event.version() == 1 || acceptedAt.containsKey(event.version()),
                    "version %d, %s, was never delivered as webhook",
                    event.version(),
                    event.content().status());
        }
    }

    private static boolean matches(Message message, @Nullable PublishedEvent event) {
        if (event == null || event.version() == 1) {
            return false;
        }
        Content content = event.content();
        return content.status().equals(message.status())
                && Objects.equals(content.endedRefund(), message.endedRefund())
                && content.amountMinor() == message.amountMinor()
                && content.refundedMinor() == message.refundedMinor();
    }
}
