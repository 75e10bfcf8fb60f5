package info.sopranoexch.faults.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.faults.history.ApiRequest;
import info.sopranoexch.faults.history.ApiResult;
import info.sopranoexch.faults.history.FinalState.ListedPayment;
import info.sopranoexch.faults.history.ListedDelivery;
import info.sopranoexch.faults.history.PaymentSnapshot;
import info.sopranoexch.faults.history.ProviderInvoice;
import info.sopranoexch.faults.history.PublishedEvent;
import info.sopranoexch.faults.history.ReceivedWebhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds what is wrong, and only that. */
class HistoryCheckerTest {
    private final TestHistory tale = TestHistory.ofAll();

    @Test
    void aSoundHistoryHolds() {
        CheckResult verdict = HistoryChecker.check(tale.history());

        assertThat(verdict.violations()).isEmpty();
        assertThat(verdict.lines())
                .allSatisfy(line -> assertThat(line.examined()).as(line.rule()).isPositive());
    }

    static List<PlantedFault> faults() {
        return PlantedFault.all();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void eachPlantedFaultIsFound(PlantedFault fault) {
        assertThat(fault.tryOn(tale.history())).as(fault.name()).isEqualTo(PlantedFault.Outcome.FOUND);
    }

    /** At least once: what comes again with the same id and version is no fault. */
    @Test
    void repeatsAreNoFault() {
        PublishedEvent first = tale.events.get(2);
        tale.events.add(new PublishedEvent(
                first.at(),
                new PublishedEvent.Position(3, 1_000),
                first.paymentId(),
                first.eventId(),
                first.version(),
                first.content()));
        tale.webhooks.add(tale.webhooks.getFirst());

        assertThat(HistoryChecker.check(tale.history()).violations()).isEmpty();
    }

    @Test
    void aWebhookBeforeTheOneBeforeItWasTakenIsFound() {
        ReceivedWebhook early = tale.webhooks.stream()
                .filter(webhook -> webhook.version() == 3)
                .findFirst()
                .orElseThrow();
        tale.webhooks.remove(early);
        tale.webhooks.add(1, early);

        found(2, early.paymentId(), "before version 2 was taken");
    }

    @Test
    void aWebhookWithAnotherAmountIsFound() {
        ReceivedWebhook last = tale.webhooks.removeLast();
        tale.webhooks.add(new ReceivedWebhook(
                last.at(),
                last.answeredAt(),
                last.merchantId(),
                last.id(),
                last.paymentId(),
                last.version(),
                last.status(),
                last.endedRefund(),
                last.amountMinor() + 1,
                last.refundedMinor(),
                true,
                204));

        found(2, last.paymentId(), "a webhook told");
    }

    @Test
    void aForgedWebhookIsFound() {
        ReceivedWebhook last = tale.webhooks.getLast();
        tale.webhooks.add(new ReceivedWebhook(
                last.at(),
                last.answeredAt(),
                last.merchantId(),
                last.id(),
                last.paymentId(),
                last.version(),
                last.status(),
                last.endedRefund(),
                last.amountMinor(),
                last.refundedMinor(),
                false,
                204));

        found(5, last.paymentId(), "not signed");
    }

    @Test
    void aPaymentThatNobodyAskedForIsFound() {
        tale.payments.add(new ListedPayment("a", TestHistory.view("pay_surprise", "pending", 0)));

        found(1, "pay_surprise", "no create was answered with it");
    }

    @Test
    void anotherAmountThanAskedForIsFound() {
        tale.payments.removeLast();
        tale.payments.add(new ListedPayment(
                "a",
                new PaymentSnapshot("pay_waiting", "pay_waiting".hashCode(), TestHistory.MERCHANT, 1, "pending", 0)));

        found(1, "pay_waiting", "became");
    }

    @Test
    void aCreateWithoutAnOutcomeIsFound() {
        tale.call(
                new ApiRequest.Create(TestHistory.MERCHANT, "open", TestHistory.AMOUNT),
                new ApiResult.NoResponse("timeout"));

        found(1, "", "has no outcome");
    }

    @Test
    void aReadThatDoesNotFindWhatWasAnsweredIsFound() {
        tale.call(
                new ApiRequest.Read("pay_waiting"),
                new ApiResult.Response(404, "payment_not_found", "There is no such payment.", null, null));

        found(1, "pay_waiting", "did not find it");
    }

    @Test
    void aPaymentInAnotherAccountsListIsFound() {
        tale.payments.removeLast();
        tale.payments.add(new ListedPayment("b", TestHistory.view("pay_waiting", "pending", 0)));

        found(5, "pay_waiting", "in the list of b");
    }

    @Test
    void aPaymentExpiredBeforeItsTimeIsFound() {
        tale.waiting("pay_early");
        PublishedEvent expired = tale.event("pay_early", 2, "pending", "expired", 0, 0);
        tale.events.add(new PublishedEvent(
                expired.at(),
                expired.position(),
                expired.paymentId(),
                expired.eventId(),
                2,
                new PublishedEvent.Content(
                        "pending", "expired", "expired", null, 1, TestHistory.AMOUNT, 0, 0, Long.MAX_VALUE)));

        found(6, "pay_early", "nothing outside had made it so");
    }

    @Test
    void anotherStatusThanTheProvidersIsFound() {
        tale.invoices.removeLast();
        tale.invoices.add(new ProviderInvoice("pay_waiting", "paid", TestHistory.AMOUNT, 0));

        found(6, "pay_waiting", "the provider says paid");
    }

    @Test
    void aDeliveryThatNoEventAskedForIsFound() {
        tale.deliveries.add(new ListedDelivery("whd_0", TestHistory.MERCHANT, "pay_waiting", 2, "delivered"));

        found(3, "pay_waiting", "nobody took it");
    }

    private void found(int number, String paymentId, String words) {
        assertThat(HistoryChecker.check(tale.history()).violations()).anySatisfy(violation -> {
            assertThat(violation.number()).isEqualTo(number);
            assertThat(violation.paymentId()).isEqualTo(paymentId);
            assertThat(violation.what()).contains(words);
        });
    }
}
