package info.sopranoexch.torture.check;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.torture.history.Answer;
import info.sopranoexch.torture.history.Delivery;
import info.sopranoexch.torture.history.Ending.Listed;
import info.sopranoexch.torture.history.Event;
import info.sopranoexch.torture.history.Invoice;
import info.sopranoexch.torture.history.PaymentView;
import info.sopranoexch.torture.history.Request;
import info.sopranoexch.torture.history.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds what is wrong, and only that. */
class CheckerTest {
    private final Tale tale = Tale.ofAll();

    @Test
    void aSoundHistoryHolds() {
        Verdict verdict = Checker.check(tale.history());

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
        Event first = tale.events.get(2);
        tale.events.add(new Event(
                first.at(),
                new Event.Position(3, 1_000),
                first.paymentId(),
                first.eventId(),
                first.version(),
                first.content()));
        tale.webhooks.add(tale.webhooks.getFirst());

        assertThat(Checker.check(tale.history()).violations()).isEmpty();
    }

    @Test
    void aWebhookBeforeTheOneBeforeItWasTakenIsFound() {
        Webhook early = tale.webhooks.stream()
                .filter(webhook -> webhook.version() == 3)
                .findFirst()
                .orElseThrow();
        tale.webhooks.remove(early);
        tale.webhooks.add(1, early);

        found(2, early.paymentId(), "before version 2 was taken");
    }

    @Test
    void aWebhookWithAnotherAmountIsFound() {
        Webhook last = tale.webhooks.removeLast();
        tale.webhooks.add(new Webhook(
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
        Webhook last = tale.webhooks.getLast();
        tale.webhooks.add(new Webhook(
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
        tale.payments.add(new Listed("a", Tale.view("pay_surprise", "pending", 0)));

        found(1, "pay_surprise", "no create was answered with it");
    }

    @Test
    void anotherAmountThanAskedForIsFound() {
        tale.payments.removeLast();
        tale.payments.add(new Listed(
                "a", new PaymentView("pay_waiting", "pay_waiting".hashCode(), Tale.MERCHANT, 1, "pending", 0)));

        found(1, "pay_waiting", "became");
    }

    @Test
    void aCreateWithoutAnOutcomeIsFound() {
        tale.call(new Request.Create(Tale.MERCHANT, "open", Tale.AMOUNT), new Answer.Lost("timeout"));

        found(1, "", "has no outcome");
    }

    @Test
    void aReadThatDoesNotFindWhatWasAnsweredIsFound() {
        tale.call(
                new Request.Read("pay_waiting"),
                new Answer.Told(404, "payment_not_found", "There is no such payment.", null, null));

        found(1, "pay_waiting", "did not find it");
    }

    @Test
    void aPaymentInAnotherAccountsListIsFound() {
        tale.payments.removeLast();
        tale.payments.add(new Listed("b", Tale.view("pay_waiting", "pending", 0)));

        found(5, "pay_waiting", "in the list of b");
    }

    @Test
    void aPaymentExpiredBeforeItsTimeIsFound() {
        tale.waiting("pay_early");
        Event expired = tale.event("pay_early", 2, "pending", "expired", 0, 0);
        tale.events.add(new Event(
                expired.at(),
                expired.position(),
                expired.paymentId(),
                expired.eventId(),
                2,
                new Event.Content("pending", "expired", "expired", null, 1, Tale.AMOUNT, 0, 0, Long.MAX_VALUE)));

        found(6, "pay_early", "nothing outside had made it so");
    }

    @Test
    void anotherStatusThanTheProvidersIsFound() {
        tale.invoices.removeLast();
        tale.invoices.add(new Invoice("pay_waiting", "paid", Tale.AMOUNT, 0));

        found(6, "pay_waiting", "the provider says paid");
    }

    @Test
    void aDeliveryThatNoEventAskedForIsFound() {
        tale.deliveries.add(new Delivery("whd_0", Tale.MERCHANT, "pay_waiting", 2, "delivered"));

        found(3, "pay_waiting", "nobody took it");
    }

    private void found(int number, String paymentId, String words) {
        assertThat(Checker.check(tale.history()).violations()).anySatisfy(violation -> {
            assertThat(violation.number()).isEqualTo(number);
            assertThat(violation.paymentId()).isEqualTo(paymentId);
            assertThat(violation.what()).contains(words);
        });
    }
}
