package info.sopranoexch.webhook.scheduler;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint queue that this instance claimed.
 *
 * @param epoch increases with each owner; every write names it
 * @param version of the merchant in the directory when the row was last updated
 * @param enabled false if the merchant or a 410 response disabled the endpoint
 * @param failures consecutive failed attempts
 * @param throttledUntil the end of the throttling that the receiver requested by {@code Retry-After}
 * @param pausedUntil the end of the breaker's pause; null if the breaker is closed
 */
record EndpointLease(
        long endpointId,
        long epoch,
        long version,
        boolean enabled,
        int failures,
        @Nullable Instant throttledUntil,
        @Nullable Instant pausedUntil) {

    /** A lease that is only to be released. */
    static EndpointLease of(long endpointId, long epoch) {
        return new EndpointLease(endpointId, epoch, 0, true, 0, null, null);
    }
}
