package info.sopranoexch.webhook.lane;

import info.sopranoexch.webhook.delivery.Delivery;
import info.sopranoexch.webhook.sending.SendResult;
import java.time.Instant;

/**
 * An attempt that was made, to be recorded.
 *
 * @param delivery as it was before the attempt
 * @param at when it began
 * @param marks the lane's health after it
 * @param recovered whether it closed the lane's breaker
 */
record AttemptRecord(
        long epoch,
        Delivery delivery,
        Instant at,
        SendResult result,
        Verdict verdict,
        LaneMarks marks,
        boolean recovered) {

    /** The same attempt, with the delivery to be sent again at {@code at}. */
    AttemptRecord deferredTo(Instant at) {
        return new AttemptRecord(epoch, delivery, this.at, result, new Verdict.Retry(at), marks, false);
    }

    long endpointId() {
        return delivery.endpointId();
    }
}
