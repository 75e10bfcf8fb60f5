package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that was seen of one payment. */
final class PaymentHistory {
    final String paymentId;
    final List<ApiCall> calls = new ArrayList<>();
    final List<PayerAction> payers = new ArrayList<>();
    final List<ReceivedWebhook> webhooks = new ArrayList<>();
    final List<PublishedEvent> events = new ArrayList<>();
    final List<ListedPayment> listed = new ArrayList<>();
    final List<ProviderInvoice> invoices = new ArrayList<>();
    final List<ListedDelivery> deliveries = new ArrayList<>();

    PaymentHistory(String paymentId) {
        this.paymentId = paymentId;
    }

    /** Each version once, by version: what is left when repeats are dropped. */
    Map<Long, PublishedEvent> versions() {
        Map<Long, PublishedEvent> versions = new TreeMap<>();
        events.forEach(event -> versions.putIfAbsent(event.version(), event));
        return versions;
    }

    /** The versions in which the payment looked like this. */
    List<Long> versionsLike(PaymentSnapshot view) {
        return versions().values().stream()
                .filter(event -> event.content().status().equals(view.status())
                        && event.content().refundedMinor() == view.refundedMinor())
                .map(PublishedEvent::version)
                .toList();
    }
}
