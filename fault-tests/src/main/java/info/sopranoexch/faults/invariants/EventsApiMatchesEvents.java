package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.PublishedEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** An account that follows the cursor of the Events API reads each event after creation once, in the order of versions. */
final class EventsApiMatchesEvents {
    private EventsApiMatchesEvents() {}

    static void check(IndexedHistory history, InvariantResult result) {
        history.payments().forEach(payment -> check(history, payment, result));
    }

    private static void check(IndexedHistory history, PaymentHistory payment, InvariantResult result) {
        Map<Long, PublishedEvent> events = payment.eventsByVersion();
        Set<Long> seen = new HashSet<>();
        long last = 1;
        for (FollowedEvent followed : payment.followedEvents) {
            PublishedEvent event = events.get(followed.version());
            result.countExamined();
            result.require(
                    event != null && matches(history, followed, event),
                    payment.paymentId,
                    "the Events API contains %s, but the event of that version is %s",
                    followed,
                    event);
            result.require(
                    seen.add(followed.version()),
                    payment.paymentId,
                    "version %d was read twice with the same cursor",
                    followed.version());
            result.require(
                    followed.version() >= last,
                    payment.paymentId,
                    "version %d was read after version %d",
                    followed.version(),
                    last);
            last = followed.version();
        }
        for (PublishedEvent event : events.values()) {
            result.require(
                    event.version() == 1 || seen.contains(event.version()),
                    payment.paymentId,
                    "version %d, %s, is missing in the Events API",
                    event.version(),
                    event.content().status());
        }
    }

    private static boolean matches(IndexedHistory history, FollowedEvent followed, PublishedEvent event) {
        return followed.id().equals(messageId(event.eventId()))
                && followed.account().equals(history.accountOf(event.content().merchantId()))
                && followed.status().equals(event.content().status())
                && Objects.equals(followed.endedRefund(), event.content().endedRefund());
    }

    /** The webhook-id of an event. */
    private static String messageId(String eventId) {
        return "msg_" + eventId.substring("evt_".length());
    }
}
