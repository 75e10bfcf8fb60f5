package info.sopranoexch.webhook.lane;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A lane as it was found when this instance took it.
 *
 * @param epoch rises with each owner; every write names it
 * @param version of the merchant in the directory when the lane was last upserted
 * @param enabled whether it may send: as the merchant set it, and not disabled by a 410
 * @param failures in a row
 * @param notBefore what the receiver asked for by {@code Retry-After}
 * @param pausedUntil end of the breaker's pause; null when it is closed
 */
record LaneLease(
        long endpointId,
        long epoch,
        long version,
        boolean enabled,
        int failures,
        @Nullable Instant notBefore,
        @Nullable Instant pausedUntil) {}
