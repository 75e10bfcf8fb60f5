package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.ApiCall;
import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState;
import info.sopranoexch.faults.history.FinalState.Delivery;
import info.sopranoexch.faults.history.FinalState.DeliveryCounts;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.FollowedEvent;
import info.sopranoexch.faults.history.History;
import info.sopranoexch.faults.history.History.Merchant;
import info.sopranoexch.faults.history.PayerAction;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.ArrayList;
import java.util.List;

/** Builds a valid history of merchant 1 of account "a". Each observation advances the clock. All amounts are 1000. */
final class TestHistory {
    static final long AMOUNT = 1000;
    static final long MERCHANT = 1;
    private static final long EXPIRY = 1_000_000;
    private static final String ACCOUNT = "a";

    final List<ApiCall> calls = new ArrayList<>();
    final List<PayerAction> payerActions = new ArrayList<>();
    final List<ReceivedWebhook> webhooks = new ArrayList<>();
    final List<PublishedEvent> events = new ArrayList<>();
    final List<FollowedEvent> followedEvents = new ArrayList<>();
    final List<ListedPayment> payments = new ArrayList<>();
    final List<Invoice> invoices = new ArrayList<>();
    final List<Delivery> deliveries = new ArrayList<>();
    private long clock;
    private long sequence;

    static TestHistory withAllScenarios() {
        var history = new TestHistory();
        history.refundedInParts("pay_refunded");
        history.partiallyRefunded("pay_partly");
        history.cancelled("pay_cancelled");
        history.declined("pay_declined");
        history.expired("pay_expired");
        history.openPayment("pay_open");
        history.foreignRead("pay_open", true);
        history.foreignRead("pay_absent", false);
        return history;
    }

    History build() {
        return new History(
                List.of(new Merchant(ACCOUNT, MERCHANT), new Merchant("b", 2)),
                calls,
                payerActions,
                webhooks,
                events,
                followedEvents,
                new FinalState(
                        payments,
                        invoices,
                        deliveries,
                        List.of(new DeliveryCounts(MERCHANT, deliveries.size(), deliveries.size(), 0, 0, 0))));
    }

    private void refundedInParts(String paymentId) {
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

    private void partiallyRefunded(String paymentId) {
        paid(paymentId);
        refund(paymentId, "r1", 400, "success", 0);
        change(paymentId, 4, "success", "partially_refunded", AMOUNT, 400);
        refundEnded(paymentId, 5, "r1", "partially_refunded", 400);
        end(paymentId, "partially_refunded", 400, AMOUNT, "partially_refunded");
    }

    private void paid(String paymentId) {
        created(paymentId);
        payerActions.add(new PayerAction(tick(), tick(), paymentId, "paid", "normal", "200"));
        change(paymentId, 2, "pending", "processing", 0, 0);
        change(paymentId, 3, "processing", "success", AMOUNT, 0);
        read(paymentId, "success", 0);
    }

    private void cancelled(String paymentId) {
        created(paymentId);
        call(new ApiRequest.Cancel(paymentId, "c"), success(200, snapshot(paymentId, "cancelled", 0)));
        change(paymentId, 2, "pending", "cancelled", 0, 0);
        end(paymentId, "cancelled", 0, 0, "cancelled");
    }

    private void declined(String paymentId) {
        created(paymentId);
        payerActions.add(new PayerAction(tick(), tick(), paymentId, "declined", "normal", "200"));
        change(paymentId, 2, "pending", "failed", 0, 0);
        end(paymentId, "failed", 0, 0, "failed");
    }

    private void expired(String paymentId) {
        created(paymentId);
        clock = Math.max(clock, EXPIRY);
        change(paymentId, 2, "pending", "expired", 0, 0);
        end(paymentId, "expired", 0, 0, "expired");
    }

    /** Its create has no response at first, then 202, then 201. */
    void openPayment(String paymentId) {
        var request = create(paymentId);
        call(request, new ApiResult.NoResponse("connection reset"));
        call(
                request,
                new ApiResult.Response(
                        202, "", "", new PaymentSnapshot(paymentId, 0, MERCHANT, AMOUNT, "pending", 0), null));
        created(paymentId);
        end(paymentId, "pending", 0, 0, "created");
    }

    private void foreignRead(String paymentId, boolean exists) {
        var result = new ApiResult.Response(404, "payment_not_found", "There is no such payment.", null, null);
        calls.add(new ApiCall(
                tick(), tick(), "api-gateway", "b", new ApiRequest.Foreign(paymentId, "read", exists), result));
    }

    private static ApiRequest.Create create(String paymentId) {
        return new ApiRequest.Create(MERCHANT, "key of " + paymentId, AMOUNT, 0);
    }

    private void created(String paymentId) {
        call(create(paymentId), success(201, snapshot(paymentId, "pending", 0)));
        events.add(event(paymentId, 1, null, "pending", 0, 0));
        read(paymentId, "pending", 0);
    }

    private void read(String paymentId, String status, long refunded) {
        call(new ApiRequest.Read(paymentId), success(200, snapshot(paymentId, status, refunded)));
    }

    private void refund(String paymentId, String key, long amount, String status, long refunded) {
        var result = new ApiResult.Response(
                200,
                "",
                "",
                snapshot(paymentId, status, refunded),
                new ApiResult.RefundSnapshot(paymentId + key, amount));
        call(new ApiRequest.Refund(paymentId, key, amount), result);
        call(new ApiRequest.Refund(paymentId, key, amount), result);
    }

    private void change(String paymentId, long version, String previous, String status, long paid, long refunded) {
        publish(event(paymentId, version, previous, status, paid, refunded));
    }

    private void refundEnded(String paymentId, long version, String key, String status, long refunded) {
        publish(event(paymentId, version, status, status, AMOUNT, refunded)
                .withContent(new PublishedEvent.Content(
                        status, status, "because", paymentId + key, MERCHANT, AMOUNT, AMOUNT, refunded, EXPIRY)));
    }

    private void publish(PublishedEvent event) {
        events.add(event);
        webhook(event, 500);
        webhook(event, 204);
        followedEvents.add(new FollowedEvent(
                tick(),
                ACCOUNT,
                followedEvents.size(),
                "msg_" + event.eventId().substring(4),
                event.paymentId(),
                event.version(),
                event.content().status(),
                event.content().endedRefund()));
        deliveries.add(new Delivery("whd_" + ++sequence, MERCHANT, event.paymentId(), event.version(), "delivered"));
    }

    private void webhook(PublishedEvent event, int status) {
        webhooks.add(new ReceivedWebhook(
                tick(),
                tick(),
                status,
                MERCHANT,
                true,
                new ReceivedWebhook.Message(
                        "msg_" + event.eventId(),
                        event.paymentId(),
                        event.version(),
                        event.content().status(),
                        event.content().endedRefund(),
                        AMOUNT,
                        event.content().refundedMinor())));
    }

    PublishedEvent event(String paymentId, long version, String previous, String status, long paid, long refunded) {
        return new PublishedEvent(
                tick(),
                new PublishedEvent.Position(3, ++sequence),
                paymentId,
                "evt_" + paymentId + version,
                version,
                new PublishedEvent.Content(
                        previous, status, "because", null, MERCHANT, AMOUNT, paid, refunded, EXPIRY));
    }

    private void end(String paymentId, String status, long refunded, long paid, String invoice) {
        payments.add(new ListedPayment(ACCOUNT, snapshot(paymentId, status, refunded)));
        invoices.add(new Invoice(paymentId, invoice, paid, refunded));
    }

    void call(ApiRequest request, ApiResult result) {
        calls.add(new ApiCall(tick(), tick(), "api-gateway", ACCOUNT, request, result));
    }

    static PaymentSnapshot snapshot(String paymentId, String status, long refunded) {
        return new PaymentSnapshot(paymentId, paymentId.hashCode(), MERCHANT, AMOUNT, status, refunded);
    }

    private static ApiResult success(int status, PaymentSnapshot payment) {
        return new ApiResult.Response(status, "", "", payment, null);
    }

    private long tick() {
        return ++clock;
    }
}
