package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.DeliveryCounts;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import info.sopranoexch.faults.history.RefundSnapshot;
import java.util.ArrayList;
import java.util.List;

/** A sound history, told step by step; a clock ticks with each step. Amounts are 1000 of merchant 1 of account "a". */
final class TestHistory {
    static final long AMOUNT = 1000;
    static final long MERCHANT = 1;
    private static final long EXPIRES = 1_000_000;
    private static final String ACCOUNT = "a";

    final List<ApiCall> calls = new ArrayList<>();
    final List<PayerAction> payers = new ArrayList<>();
    final List<ReceivedWebhook> webhooks = new ArrayList<>();
    final List<PublishedEvent> events = new ArrayList<>();
    final List<ListedPayment> payments = new ArrayList<>();
    final List<ProviderInvoice> invoices = new ArrayList<>();
    final List<ListedDelivery> deliveries = new ArrayList<>();
    private long clock;
    private long number;

    /** One payment of each kind. */
    static TestHistory ofAll() {
        var tale = new TestHistory();
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
                List.of(new Merchant(ACCOUNT, MERCHANT), new Merchant("b", 2)),
                calls,
                payers,
                webhooks,
                events,
                new FinalState(
                        payments,
                        invoices,
                        deliveries,
                        List.of(new DeliveryCounts(MERCHANT, deliveries.size(), deliveries.size(), 0, 0, 0))));
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
        call(new ApiRequest.Cancel(paymentId, "c"), done(200, view(paymentId, "cancelled", 0)));
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
        var request = new ApiRequest.Create(MERCHANT, "key of " + paymentId, AMOUNT);
        call(request, new ApiResult.NoResponse("connection reset"));
        call(
                request,
                new ApiResult.Response(
                        202, "", "", new PaymentSnapshot(paymentId, 0, MERCHANT, AMOUNT, "pending", 0), null));
        created(paymentId);
        end(paymentId, "pending", 0, 0, "created");
    }

    void foreign(String paymentId, boolean exists) {
        ApiResult answer = new ApiResult.Response(404, "payment_not_found", "There is no such payment.", null, null);
        calls.add(new ApiCall(
                tick(), tick(), "api-gateway", "b", new ApiRequest.Foreign(paymentId, "read", exists), answer));
    }

    private void created(String paymentId) {
        call(new ApiRequest.Create(MERCHANT, "key of " + paymentId, AMOUNT), done(201, view(paymentId, "pending", 0)));
        events.add(event(paymentId, 1, null, "pending", 0, 0));
        read(paymentId, "pending", 0);
    }

    void read(String paymentId, String status, long refunded) {
        call(new ApiRequest.Read(paymentId), done(200, view(paymentId, status, refunded)));
    }

    private void refund(String paymentId, String key, long amount, String status, long refunded) {
        ApiResult answer = new ApiResult.Response(
                200, "", "", view(paymentId, status, refunded), new RefundSnapshot(paymentId + key, amount));
        call(new ApiRequest.Refund(paymentId, key, amount), answer);
        call(new ApiRequest.Refund(paymentId, key, amount), answer);
    }

    private void change(String paymentId, long version, String before, String status, long paid, long refunded) {
        published(event(paymentId, version, before, status, paid, refunded));
    }

    private void refundEnded(String paymentId, long version, String key, String status, long refunded) {
        PublishedEvent at = event(paymentId, version, status, status, AMOUNT, refunded);
        published(new PublishedEvent(
                at.at(),
                at.position(),
                paymentId,
                at.eventId(),
                version,
                new PublishedEvent.Content(
                        status, status, "because", paymentId + key, MERCHANT, AMOUNT, AMOUNT, refunded, EXPIRES)));
    }

    private void published(PublishedEvent event) {
        events.add(event);
        webhook(event, 500);
        webhook(event, 204);
        deliveries.add(
                new ListedDelivery("whd_" + ++number, MERCHANT, event.paymentId(), event.version(), "delivered"));
    }

    private void webhook(PublishedEvent event, int answered) {
        webhooks.add(new ReceivedWebhook(
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

    PublishedEvent event(String paymentId, long version, String before, String status, long paid, long refunded) {
        return new PublishedEvent(
                tick(),
                new PublishedEvent.Position(3, ++number),
                paymentId,
                "evt_" + paymentId + version,
                version,
                new PublishedEvent.Content(before, status, "because", null, MERCHANT, AMOUNT, paid, refunded, EXPIRES));
    }

    private void end(String paymentId, String status, long refunded, long paid, String invoice) {
        payments.add(new ListedPayment(ACCOUNT, view(paymentId, status, refunded)));
        invoices.add(new ProviderInvoice(paymentId, invoice, paid, refunded));
    }

    void call(ApiRequest request, ApiResult answer) {
        calls.add(new ApiCall(tick(), tick(), "api-gateway", ACCOUNT, request, answer));
    }

    static PaymentSnapshot view(String paymentId, String status, long refunded) {
        return new PaymentSnapshot(paymentId, paymentId.hashCode(), MERCHANT, AMOUNT, status, refunded);
    }

    static ApiResult done(int status, PaymentSnapshot payment) {
        return new ApiResult.Response(status, "", "", payment, null);
    }

    private long tick() {
        return ++clock;
    }
}
