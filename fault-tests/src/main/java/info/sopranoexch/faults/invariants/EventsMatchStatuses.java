package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.PublishedEvent.Content;
import info.sopranoexch.faults.invariants.InvariantResult.OfPayment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A consumer that drops known versions reads every version from the event topic, in order. */
final class EventsMatchStatuses {
    private EventsMatchStatuses() {}

    static void check(IndexedHistory history, InvariantResult result) {
        Map<String, String> versionByEventId = new HashMap<>();
        for (PaymentHistory payment : history.payments()) {
            OfPayment ofPayment = result.of(payment);
            checkOrder(payment, ofPayment);
            checkDistinctEvents(payment, versionByEventId, ofPayment);
            for (ListedPayment listed : payment.listed) {
                checkLastEvent(payment, listed, ofPayment);
            }
            ofPayment.require(
                    payment.events.isEmpty() || !payment.listed.isEmpty(), "it has events, but is not listed");
        }
    }

    private static void checkOrder(PaymentHistory payment, OfPayment result) {
        Map<Long, PublishedEvent> seen = new HashMap<>();
        for (PublishedEvent event : payment.events) {
            result.countExamined();
            result.require(
                    event.position().partition()
                            == payment.events.getFirst().position().partition(),
                    "its events are in more than one partition");
            PublishedEvent first = seen.putIfAbsent(event.version(), event);
            if (first == null) {
                result.require(
                        event.version() == seen.size(),
                        "version %d at offset %d has position %d",
                        event.version(),
                        event.position().offset(),
                        seen.size());
            } else {
                result.require(event.isRepeatOf(first), "version %d has two events", event.version());
            }
        }
    }

    private static void checkDistinctEvents(
            PaymentHistory payment, Map<String, String> versionByEventId, OfPayment result) {
        String previous = null;
        for (PublishedEvent event : payment.distinctEvents()) {
            Content content = event.content();
            result.require(
                    Objects.equals(content.previousStatus(), previous),
                    "version %d has the previous status %s, but the version before has %s",
                    event.version(),
                    content.previousStatus(),
                    previous);
            previous = content.status();
            String other = versionByEventId.put(event.eventId(), payment.paymentId + " version " + event.version());
            result.require(other == null, "event id %s also belongs to %s", event.eventId(), other);
        }
    }

    private static void checkLastEvent(PaymentHistory payment, ListedPayment listed, OfPayment result) {
        PublishedEvent last =
                payment.distinctEvents().stream().reduce((_, next) -> next).orElse(null);
        result.require(
                last != null
                        && last.content().status().equals(listed.payment().status())
                        && last.content().refundedMinor() == listed.payment().refundedMinor()
                        && last.content().amountMinor() == listed.payment().amountMinor()
                        && last.content().merchantId() == listed.payment().merchantId(),
                "it is listed as %s, but its last event is %s",
                listed.payment(),
                last);
    }
}
