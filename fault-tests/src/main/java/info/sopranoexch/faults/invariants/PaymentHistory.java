package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.FinalState.Delivery;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** All observations of one payment. */
final class PaymentHistory {
    final String paymentId;
    final List<ApiCall> calls = new ArrayList<>();
    final List<PayerAction> payerActions = new ArrayList<>();
    final List<ReceivedWebhook> webhooks = new ArrayList<>();
    final List<PublishedEvent> events = new ArrayList<>();
    final List<FollowedEvent> followedEvents = new ArrayList<>();
    final List<ListedPayment> listed = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();

    PaymentHistory(String paymentId) {
        this.paymentId = paymentId;
    }

    /** The first event of each version, by version, without repeats. */
    Map<Long, PublishedEvent> eventsByVersion() {
        Map<Long, PublishedEvent> versions = new TreeMap<>();
        events.forEach(event -> versions.putIfAbsent(event.version(), event));
        return versions;
    }

    Collection<PublishedEvent> distinctEvents() {
        return eventsByVersion().values();
    }

    /** The versions of the payment that match a response. */
    LongStream versionsMatching(PaymentSnapshot snapshot) {
        return distinctEvents().stream()
                .filter(event -> event.content().status().equals(snapshot.status())
                        && event.content().refundedMinor() == snapshot.refundedMinor())
                .mapToLong(PublishedEvent::version);
    }
}
