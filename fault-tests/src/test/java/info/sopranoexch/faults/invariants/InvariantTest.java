package info.sopranoexch.faults.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.Delivery;
import info.sopranoexch.faults.history.FinalState.Invoice;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InvariantTest {
    private final TestHistory history = TestHistory.withAllScenarios();

    @Test
    void acceptsValidHistory() {
        CheckResult check = Invariant.checkAll(history.build());

        assertThat(check.violations()).isEmpty();
        assertThat(check.results())
                .allSatisfy(result -> assertThat(result.examined())
                        .as(result.invariant().rule())
                        .isPositive());
    }

    @ParameterizedTest
    @EnumSource
    void findsPlantedFault(PlantedFault fault) {
        assertThat(fault.plantIn(history.build())).isEqualTo(PlantedFault.Detection.FOUND);
    }

    /** Delivery is at least once. */
    @Test
    void acceptsRepeatsOfEventsAndWebhooks() {
        history.events.add(history.events.get(2).withPosition(new PublishedEvent.Position(3, 1_000)));
        history.webhooks.add(history.webhooks.getFirst());

        assertThat(Invariant.checkAll(history.build()).violations()).isEmpty();
    }

    @Test
    void findsWebhookBeforePreviousVersionWasAccepted() {
        ReceivedWebhook early = history.webhooks.stream()
                .filter(webhook -> webhook.version() == 3)
                .findFirst()
                .orElseThrow();
        history.webhooks.remove(early);
        history.webhooks.add(1, early);

        assertViolation(2, early.paymentId(), "before version 2 was accepted");
    }

    @Test
    void findsWebhookWithDifferentAmount() {
        ReceivedWebhook last = history.webhooks.removeLast();
        history.webhooks.add(
                webhook(last, true, last.message().withAmount(last.message().amountMinor() + 1)));

        assertViolation(2, last.paymentId(), "a webhook contains");
    }

    @Test
    void findsForgedWebhook() {
        ReceivedWebhook last = history.webhooks.getLast();
        history.webhooks.add(webhook(last, false, last.message()));

        assertViolation(5, last.paymentId(), "not signed");
    }

    private static ReceivedWebhook webhook(
            ReceivedWebhook like, boolean validSignature, ReceivedWebhook.Message message) {
        return new ReceivedWebhook(like.at(), like.respondedAt(), 204, like.merchantId(), validSignature, message);
    }

    @Test
    void findsPaymentWithoutCreate() {
        history.payments.add(new ListedPayment("a", TestHistory.snapshot("pay_surprise", "pending", 0)));

        assertViolation(1, "pay_surprise", "no create returned it");
    }

    @Test
    void findsPaymentWithDifferentAmount() {
        history.payments.removeLast();
        history.payments.add(new ListedPayment(
                "a", new PaymentSnapshot("pay_open", "pay_open".hashCode(), TestHistory.MERCHANT, 1, "pending", 0)));

        assertViolation(1, "pay_open", "is listed as");
    }

    @Test
    void findsCreateWithoutOutcome() {
        history.call(
                new ApiRequest.Create(TestHistory.MERCHANT, "open", TestHistory.AMOUNT, 0),
                new ApiResult.NoResponse("timeout"));

        assertViolation(1, "", "has no outcome");
    }

    @Test
    void findsReadWithoutKnownPayment() {
        history.call(
                new ApiRequest.Read("pay_open"),
                new ApiResult.Response(404, "payment_not_found", "There is no such payment.", null, null));

        assertViolation(1, "pay_open", "a read returned 404");
    }

    @Test
    void findsPaymentInListOfAnotherAccount() {
        history.payments.removeLast();
        history.payments.add(new ListedPayment("b", TestHistory.snapshot("pay_open", "pending", 0)));

        assertViolation(5, "pay_open", "in the list of b");
    }

    @Test
    void findsPaymentExpiredBeforeItsExpiry() {
        history.openPayment("pay_early");
        PublishedEvent expired = history.event("pay_early", 2, "pending", "expired", 0, 0);
        history.events.add(expired.withContent(new PublishedEvent.Content(
                "pending", "expired", "expired", null, 1, TestHistory.AMOUNT, 0, 0, Long.MAX_VALUE)));

        assertViolation(6, "pay_early", "without a cause");
    }

    @Test
    void findsStatusThatDiffersFromProvider() {
        history.invoices.removeLast();
        history.invoices.add(new Invoice("pay_open", "paid", TestHistory.AMOUNT, 0));

        assertViolation(6, "pay_open", "the provider reports paid");
    }

    @Test
    void findsDeliveryWithoutEvent() {
        history.deliveries.add(new Delivery("whd_0", TestHistory.MERCHANT, "pay_open", 2, "delivered"));

        assertViolation(3, "pay_open", "no endpoint accepted it");
    }

    private void assertViolation(int number, String paymentId, String message) {
        assertThat(Invariant.checkAll(history.build()).violations()).anySatisfy(violation -> {
            assertThat(violation.invariant().number()).isEqualTo(number);
            assertThat(violation.paymentId()).isEqualTo(paymentId);
            assertThat(violation.message()).contains(message);
        });
    }
}
