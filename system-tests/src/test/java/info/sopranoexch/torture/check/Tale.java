package info.sopranoexch.torture.check;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Call;
import info.sopranoexch.torture.history.Counts;
import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.Ending;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.History;
import info.sopranoexch.torture.history.History.Shop;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.PayerAction;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.RefundView;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.ArrayList;
import java.util.List;

/** A sound history, told step by step; a clock ticks with each step. Amounts are 1000 of merchant 1 of account "a". */
final class Tale {
    static final long AMOUNT = 1000;
    static final long MERCHANT = 1;
    private static final long EXPIRES = 1_000_000;
    private static final String ACCOUNT = "a";

    final List<Call> calls = new ArrayList<>();
    final List<PayerAction> payers = new ArrayList<>();
    final List<Webhook> webhooks = new ArrayList<>();
    final List<Event> events = new ArrayList<>();
    final List<Listed> payments = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    private long clock;
    private long number;

    /** One payment of each kind. */
    static Tale ofAll() {
        var tale = new Tale();
        tale.refundedInParts("pay_refunded");
        tale.partlyRefunded("pay_partly");
        tale.cancelled("pay_cancelled");
        tale.declined("pay_declined");
        tale.expired("pay_expired");
        tale.waiting("pay_waiting");
        tale.foreign("pay_waiting", true);
        tale.foreign("pay_nobodys", false);
        return tale;
    }

    History history() {
        return new History(
                List.of(new Shop(ACCOUNT, MERCHANT), new Shop("b", 2)),
                calls,
                payers,
                webhooks,
                events,
                new Ending(
                        payments,
                        invoices,
                        deliveries,
                        List.of(new Counts(MERCHANT, deliveries.size(), deliveries.size(), 0, 0, 0))));
    }

    void refundedInParts(String paymentId) {
        paid(paymentId);
        refund(paymentId, "r1", 400, "success", 0);
        change(paymentId, 4, "success", "partially_refunded", AMOUNT, 400);
        refundEnded(paymentId, 5, "r1", "partially_refunded", 400);
        read(paymentId, "partially_refunded", 400);
        refund(paymentId, "r2", 600, "partially_refunded", 400);
        change(paymentId, 6, "partially_refunded", "refunded", AMOUNT, AMOUNT);
        refundEnded(paymentId, 7, "r2", "refunded", AMOUNT);
        end(paymentId, "refunded", AMOUNT, AMOUNT, "refunded");
    }

    void partlyRefunded(String paymentId) {
        paid(paymentId);
        refund(paymentId, "r1", 400, "success", 0);
        change(paymentId, 4, "success", "partially_refunded", AMOUNT, 400);
        refundEnded(paymentId, 5, "r1", "partially_refunded", 400);
        end(paymentId, "partially_refunded", 400, AMOUNT, "partially_refunded");
    }

    private void paid(String paymentId) {
        created(paymentId);
        payers.add(new PayerAction(tick(), tick(), paymentId, "paid", "normal", "200"));
        change(paymentId, 2, "pending", "processing", 0, 0);
        change(paymentId, 3, "processing", "success", AMOUNT, 0);
        read(paymentId, "success", 0);
    }

    void cancelled(String paymentId) {
        created(paymentId);
        call(new Request.Cancel(paymentId, "c"), done(200, view(paymentId, "cancelled", 0)));
        change(paymentId, 2, "pending", "cancelled", 0, 0);
        end(paymentId, "cancelled", 0, 0, "cancelled");
    }

    void declined(String paymentId) {
        created(paymentId);
        payers.add(new PayerAction(tick(), tick(), paymentId, "declined", "normal", "200"));
        change(paymentId, 2, "pending", "failed", 0, 0);
        end(paymentId, "failed", 0, 0, "failed");
    }

    void expired(String paymentId) {
        created(paymentId);
        clock = Math.max(clock, EXPIRES);
        change(paymentId, 2, "pending", "expired", 0, 0);
        end(paymentId, "expired", 0, 0, "expired");
    }

    /** Its create was lost once and accepted once before it was answered. */
    void waiting(String paymentId) {
        var request = new Request.Create(MERCHANT, "key of " + paymentId, AMOUNT);
        call(request, new Answer.Lost("connection reset"));
        call(
                request,
                new Answer.Told(202, "", "", new PaymentView(paymentId, 0, MERCHANT, AMOUNT, "pending", 0), null));
        created(paymentId);
        end(paymentId, "pending", 0, 0, "created");
    }

    void foreign(String paymentId, boolean exists) {
        Answer answer = new Answer.Told(404, "payment_not_found", "There is no such payment.", null, null);
        calls.add(new Call(tick(), tick(), "api-gateway", "b", new Request.Foreign(paymentId, "read", exists), answer));
    }

    private void created(String paymentId) {
        call(new Request.Create(MERCHANT, "key of " + paymentId, AMOUNT), done(201, view(paymentId, "pending", 0)));
        events.add(event(paymentId, 1, null, "pending", 0, 0));
        read(paymentId, "pending", 0);
    }

    void read(String paymentId, String status, long refunded) {
        call(new Request.Read(paymentId), done(200, view(paymentId, status, refunded)));
    }

    private void refund(String paymentId, String key, long amount, String status, long refunded) {
        Answer answer = new Answer.Told(
                200, "", "", view(paymentId, status, refunded), new RefundView(paymentId + key, amount));
        call(new Request.Refund(paymentId, key, amount), answer);
        call(new Request.Refund(paymentId, key, amount), answer);
    }

    private void change(String paymentId, long version, String before, String status, long paid, long refunded) {
        published(event(paymentId, version, before, status, paid, refunded));
    }

    private void refundEnded(String paymentId, long version, String key, String status, long refunded) {
        Event at = event(paymentId, version, status, status, AMOUNT, refunded);
        published(new Event(
                at.at(),
                at.position(),
                paymentId,
                at.eventId(),
                version,
                new Event.Content(
                        status, status, "because", paymentId + key, MERCHANT, AMOUNT, AMOUNT, refunded, EXPIRES)));
    }

    private void published(Event event) {
        events.add(event);
        webhook(event, 500);
        webhook(event, 204);
        deliveries.add(new Delivery("whd_" + ++number, MERCHANT, event.paymentId(), event.version(), "delivered"));
    }

    private void webhook(Event event, int answered) {
        webhooks.add(new Webhook(
                tick(),
                tick(),
                MERCHANT,
                "msg_" + event.eventId(),
                event.paymentId(),
                event.version(),
                event.content().status(),
                event.content().endedRefund(),
                AMOUNT,
                event.content().refundedMinor(),
                true,
                answered));
    }

    Event event(String paymentId, long version, String before, String status, long paid, long refunded) {
        return new Event(
                tick(),
                new Event.Position(3, ++number),
                paymentId,
                "evt_" + paymentId + version,
                version,
                new Event.Content(before, status, "because", null, MERCHANT, AMOUNT, paid, refunded, EXPIRES));
    }

    private void end(String paymentId, String status, long refunded, long paid, String invoice) {
        payments.add(new Listed(ACCOUNT, view(paymentId, status, refunded)));
        invoices.add(new Invoice(paymentId, invoice, paid, refunded));
    }

    void call(Request request, Answer answer) {
        calls.add(new Call(tick(), tick(), "api-gateway", ACCOUNT, request, answer));
    }

    static PaymentView view(String paymentId, String status, long refunded) {
        return new PaymentView(paymentId, paymentId.hashCode(), MERCHANT, AMOUNT, status, refunded);
    }

    static Answer done(int status, PaymentView payment) {
        return new Answer.Told(status, "", "", payment, null);
    }

    private long tick() {
        return ++clock;
    }
}
