package info.sopranoexch.faults.invariants;

import info.sopranoexch.faults.history.History;
import java.util.Optional;
import java.util.function.Function;

/** Faults of a broken service, planted in a valid history to prove that the check finds them. */
public enum PlantedFault {
    MISSING_PAYMENT(1, FinalStateFaults::missingPayment),
    SECOND_PAYMENT_FOR_KEY(1, ResponseFaults::secondPaymentForKey),
    /** Events, list and invoice agree with each other. */
    DOUBLE_REFUND(1, EventFaults::doubleRefund),
    DOUBLE_END_OF_REFUND(1, EventFaults::doubleEndOfRefund),
    DOUBLE_REFUND_BY_PROVIDER(1, FinalStateFaults::doubleRefundByProvider),
    LOST_CANCEL(1, EventFaults::lostCancel),
    DIFFERENT_RESPONSE_FOR_KEY(1, ResponseFaults::differentResponseForKey),
    STALE_READ(1, ResponseFaults::staleRead),
    LOST_EVENT(2, EventFaults::lostEvent),
    SWAPPED_EVENTS(2, EventFaults::swappedEvents),
    TWO_EVENTS_FOR_VERSION(2, EventFaults::twoEventsForVersion),
    LOST_WEBHOOK(2, WebhookFaults::lostWebhook),
    SWAPPED_WEBHOOKS(2, WebhookFaults::swappedWebhooks),
    MISSING_DELIVERY(3, FinalStateFaults::missingDelivery),
    STUCK_DELIVERY(3, FinalStateFaults::stuckDelivery),
    WRONG_DELIVERY_COUNT(3, FinalStateFaults::wrongDeliveryCount),
    EXPIRED_AFTER_SUCCESS(4, EventFaults::expiredAfterSuccess),
    REFUND_ABOVE_PAID_AMOUNT(4, EventFaults::refundAbovePaidAmount),
    FOREIGN_READ_SUCCEEDS(5, ResponseFaults::foreignReadSucceeds),
    FOREIGN_PAYMENT_REVEALED(5, ResponseFaults::foreignPaymentRevealed),
    GUESSED_FAILURE(6, EventFaults::guessedFailure),
    GUESSED_SUCCESS(6, EventFaults::guessedSuccess);

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
