package info.sopranoexch.webhook.lane;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What of a lane's health outlives its owner.
 *
 * @param disabledReason null: not disabled by us
 */
record LaneMarks(
        int failures,
        @Nullable Instant notBefore,
        @Nullable Instant pausedUntil,
        @Nullable String disabledReason) {}
