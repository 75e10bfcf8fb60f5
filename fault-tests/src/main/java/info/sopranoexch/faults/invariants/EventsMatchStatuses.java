package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PublishedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Invariant 2, at the topic: consumers drop what they have seen, and must find the rest whole and in order. */
final class EventsMatchStatuses implements Invariant {
    @Override
    public int number() {
        return 2;
    }

    @Override
    public String rule() {
        return "each status and each end of a refund has one event, in order";
    }

    @Override
    public void check(IndexedHistory evidence, InvariantResult findings) {
        Map<String, String> paymentOf = new HashMap<>();
        for (PaymentHistory one : evidence.cases()) {
            inOrder(one, findings);
            chained(one, findings);
            namedOnce(one, paymentOf, findings);
            for (ListedPayment listed : one.listed) {
                atTheEnd(one, listed, findings);
            }
            findings.violationUnless(
                    one.events.isEmpty() || !one.listed.isEmpty(),
                    one.paymentId,
                    "events tell of it, and it is not there");
        }
    }

    private static void inOrder(PaymentHistory one, InvariantResult findings) {
        Map<Long, PublishedEvent> seen = new HashMap<>();
        for (PublishedEvent event : one.events) {
            findings.examined();
            findings.violationUnless(
                    event.position().partition()
                            == one.events.getFirst().position().partition(),
                    one.paymentId,
                    "its events lie in more than one partition");
            PublishedEvent first = seen.putIfAbsent(event.version(), event);
            if (first == null) {
                findings.violationUnless(
                        event.version() == seen.size(),
                        one.paymentId,
                        "version %d comes at offset %d as number %d",
                        event.version(),
                        event.position().offset(),
                        seen.size());
            } else {
                findings.violationUnless(
                        event.isRepeatOf(first), one.paymentId, "version %d has two events", event.version());
            }
        }
    }

    private static void chained(PaymentHistory one, InvariantResult findings) {
        String status = null;
        for (PublishedEvent event : one.versions().values()) {
            @Nullable String before = event.content().before();
            findings.violationUnless(
                    Objects.equals(before, status),
                    one.paymentId,
                    "version %d comes from %s, and the one before it told %s",
                    event.version(),
                    before,
                    status);
            status = event.content().status();
        }
    }

    private static void namedOnce(PaymentHistory one, Map<String, String> paymentOf, InvariantResult findings) {
        for (PublishedEvent event : one.versions().values()) {
            String other = paymentOf.put(event.eventId(), event.paymentId() + " version " + event.version());
            findings.violationUnless(
                    other == null, one.paymentId, "event id %s is that of %s too", event.eventId(), other);
        }
    }

    private static void atTheEnd(PaymentHistory one, ListedPayment listed, InvariantResult findings) {
        PublishedEvent last =
                one.versions().values().stream().reduce((_, next) -> next).orElse(null);
        findings.violationUnless(
                last != null
                        && last.content().status().equals(listed.payment().status())
                        && last.content().refundedMinor() == listed.payment().refundedMinor()
                        && last.content().amountMinor() == listed.payment().amountMinor()
                        && last.content().merchantId() == listed.payment().merchantId(),
                one.paymentId,
                "in the end it is %s, and its last event says %s",
                listed.payment(),
                last);
    }
}
