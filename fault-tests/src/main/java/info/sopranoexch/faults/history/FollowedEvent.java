package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/**
 * An event that an account read by following the cursor of the Events API.
 *
 * @param at when its page was received
 * @param place the number of events that the account read before
 * @param endedRefund id of the refund that ended; null if the event is a status change
 */
public record FollowedEvent(
        long at,
        String account,
        long place,
        String id,
        String paymentId,
        long version,
        String status,
        @Nullable String endedRefund)
        implements Observation {

    public FollowedEvent withPlace(long place) {
        return new FollowedEvent(at, account, place, id, paymentId, version, status, endedRefund);
    }
}
