package info.sopranoexch.torture.check;

import java.util.List;

/** The faults that can be planted. */
final class Plants {
    static final List<PlantedFault> ALL = List.of(
            new PlantedFault(1, "a payment is gone", PlantsAtTheEnd::paymentGone),
            new PlantedFault(1, "a key makes a second payment", PlantsInCalls::secondPayment),
            new PlantedFault(1, "a refund is done twice, everywhere alike", PlantsInEvents::doubledRefund),
            new PlantedFault(1, "a refund ends twice", PlantsInEvents::refundEndsTwice),
            new PlantedFault(1, "the provider pays a refund back twice", PlantsAtTheEnd::paidBackTwice),
            new PlantedFault(1, "a cancel is forgotten", PlantsInEvents::cancelForgotten),
            new PlantedFault(1, "a key gets another answer", PlantsInCalls::anotherAnswer),
            new PlantedFault(1, "a read shows the past", PlantsInCalls::staleRead),
            new PlantedFault(2, "an outbox row is lost", PlantsInEvents::outboxRowLost),
            new PlantedFault(2, "two events change places", PlantsInEvents::eventsSwapped),
            new PlantedFault(2, "a version has two events", PlantsInEvents::versionTwice),
            new PlantedFault(2, "a webhook is lost", PlantsInDeliveries::webhookLost),
            new PlantedFault(2, "two webhooks change places", PlantsInDeliveries::webhooksSwapped),
            new PlantedFault(3, "a delivery is gone", PlantsInDeliveries::deliveryGone),
            new PlantedFault(3, "a delivery waits for ever", PlantsInDeliveries::deliveryStuck),
            new PlantedFault(3, "a count is one off", PlantsAtTheEnd::countOff),
            new PlantedFault(4, "a status leaves success", PlantsInEvents::leavesSuccess),
            new PlantedFault(4, "more is refunded than was paid", PlantsInEvents::refundedTooMuch),
            new PlantedFault(5, "a stranger reads a payment", PlantsInCalls::strangerReads),
            new PlantedFault(5, "a stranger is told that it exists", PlantsInCalls::strangerIsTold),
            new PlantedFault(6, "a lost answer is taken for a decline", PlantsInEvents::guessedFailure),
            new PlantedFault(6, "a success that nobody paid", PlantsInEvents::guessedSuccess));

    private Plants() {}
}
