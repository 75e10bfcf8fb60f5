package info.sopranoexch.faults.invariants;

import java.util.List;

/** The faults that can be planted. */
final class PlantedFaults {
    static final List<PlantedFault> ALL = List.of(
            new PlantedFault(1, "a payment is gone", FinalStateFaults::paymentGone),
            new PlantedFault(1, "a key makes a second payment", ResponseFaults::secondPayment),
            new PlantedFault(1, "a refund is done twice, everywhere alike", EventFaults::doubledRefund),
            new PlantedFault(1, "a refund ends twice", EventFaults::refundEndsTwice),
            new PlantedFault(1, "the provider pays a refund back twice", FinalStateFaults::paidBackTwice),
            new PlantedFault(1, "a cancel is forgotten", EventFaults::cancelForgotten),
            new PlantedFault(1, "a key gets another answer", ResponseFaults::anotherAnswer),
            new PlantedFault(1, "a read shows the past", ResponseFaults::staleRead),
            new PlantedFault(2, "an outbox row is lost", EventFaults::outboxRowLost),
            new PlantedFault(2, "two events change places", EventFaults::eventsSwapped),
            new PlantedFault(2, "a version has two events", EventFaults::versionTwice),
            new PlantedFault(2, "a webhook is lost", WebhookFaults::webhookLost),
            new PlantedFault(2, "two webhooks change places", WebhookFaults::webhooksSwapped),
            new PlantedFault(3, "a delivery is gone", WebhookFaults::deliveryGone),
            new PlantedFault(3, "a delivery waits for ever", WebhookFaults::deliveryStuck),
            new PlantedFault(3, "a count is one off", FinalStateFaults::countOff),
            new PlantedFault(4, "a status leaves success", EventFaults::leavesSuccess),
            new PlantedFault(4, "more is refunded than was paid", EventFaults::refundedTooMuch),
            new PlantedFault(5, "a stranger reads a payment", ResponseFaults::strangerReads),
            new PlantedFault(5, "a stranger is told that it exists", ResponseFaults::strangerIsTold),
            new PlantedFault(6, "a lost answer is taken for a decline", EventFaults::guessedFailure),
            new PlantedFault(6, "a success that nobody paid", EventFaults::guessedSuccess));

    private PlantedFaults() {}
}
