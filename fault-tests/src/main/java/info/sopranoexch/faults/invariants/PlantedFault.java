package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import java.util.Optional;
import java.util.function.Function;

/** Faults of a broken service, planted in a valid history to prove that the check finds them. */
public enum PlantedFault {
    MISSING_PAYMENT(1, FaultyHistories::missingPayment),
    SECOND_PAYMENT_FOR_KEY(1, FaultyHistories::secondPaymentForKey),
    /** Events, list and invoice agree with each other. */
    DOUBLE_REFUND(1, FaultyHistories::doubleRefund),
    DOUBLE_END_OF_REFUND(1, FaultyHistories::doubleEndOfRefund),
    DOUBLE_REFUND_BY_PROVIDER(1, FaultyHistories::doubleRefundByProvider),
    LOST_CANCEL(1, FaultyHistories::lostCancel),
    DIFFERENT_RESPONSE_FOR_KEY(1, FaultyHistories::differentResponseForKey),
    STALE_READ(1, FaultyHistories::staleRead),
    LOST_EVENT(2, FaultyHistories::lostEvent),
    SWAPPED_EVENTS(2, FaultyHistories::swappedEvents),
    TWO_EVENTS_FOR_VERSION(2, FaultyHistories::twoEventsForVersion),
    LOST_WEBHOOK(2, FaultyHistories::lostWebhook),
    SWAPPED_WEBHOOKS(2, FaultyHistories::swappedWebhooks),
    SKIPPED_EVENT_IN_API(2, EventsApiFaults::skippedEvent),
    REPEATED_EVENT_IN_API(2, EventsApiFaults::repeatedEvent),
    REORDERED_EVENTS_IN_API(2, EventsApiFaults::reorderedEvents),
    MISSING_DELIVERY(3, FaultyHistories::missingDelivery),
    STUCK_DELIVERY(3, FaultyHistories::stuckDelivery),
    WRONG_DELIVERY_COUNT(3, FaultyHistories::wrongDeliveryCount),
    EXPIRED_AFTER_SUCCESS(4, FaultyHistories::expiredAfterSuccess),
    REFUND_ABOVE_PAID_AMOUNT(4, FaultyHistories::refundAbovePaidAmount),
    FOREIGN_READ_SUCCEEDS(5, FaultyHistories::foreignReadSucceeds),
    FOREIGN_PAYMENT_REVEALED(5, FaultyHistories::foreignPaymentRevealed),
    GUESSED_FAILURE(6, FaultyHistories::guessedFailure),
    GUESSED_SUCCESS(6, FaultyHistories::guessedSuccess);

    public enum Detection {
        FOUND,
        MISSED,
        /** The history has no observation to change. */
        NOT_APPLICABLE
    }

    private final int invariantNumber;
    private final Function<History, Optional<History>> plant;

    PlantedFault(int invariantNumber, Function<History, Optional<History>> plant) {
        this.invariantNumber = invariantNumber;
        this.plant = plant;
    }

    /** @param valid a history without violations */
    public Detection plantIn(History valid) {
        return plant.apply(valid)
                .map(faulty -> Invariant.checkAll(faulty).violations().stream()
                                .anyMatch(found -> found.invariant().number() == invariantNumber)
                        ? Detection.FOUND
                        : Detection.MISSED)
                .orElse(Detection.NOT_APPLICABLE);
    }
}
