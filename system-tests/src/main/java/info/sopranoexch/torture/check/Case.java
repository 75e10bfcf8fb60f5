package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.PayerAction;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that was seen of one payment. */
final class Case {
    final String paymentId;
    final List<Call> calls = new ArrayList<>();
    final List<PayerAction> payers = new ArrayList<>();
    final List<Webhook> webhooks = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Listed> listed = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();

    Case(String paymentId) {
        this.paymentId = paymentId;
    }

    /** Each version once, by version: what is left when repeats are dropped. */
    Map<Long, Event> versions() {
        Map<Long, Event> versions = new TreeMap<>();
        events.forEach(event -> versions.putIfAbsent(event.version(), event));
        return versions;
    }

    /** The versions in which the payment looked like this. */
    List<Long> versionsLike(PaymentView view) {
        return versions().values().stream()
                .filter(event -> event.content().status().equals(view.status())
                        && event.content().refundedMinor() == view.refundedMinor())
                .map(Event::version)
                .toList();
    }
}
