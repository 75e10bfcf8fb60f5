package info.sopranoexch.webhook.inspection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of the deliveries of an endpoint: accepted = delivered + pending + exhausted + parked. Test events count too.
 *
 * @param parkedBecause {@code paused}, {@code disabled}, {@code gone} or {@code removed}; null: the endpoint is at work
 * @param throttledUntil until when the endpoint is not called, as it asked by {@code Retry-After}; null when it is not throttled
 * @param pausedUntil when the endpoint is called again after it kept failing; null when it is not paused
 */
record EndpointCounts(
        long endpointId,
        long accepted,
        long delivered,
        long pending,
        long exhausted,
        long parked,
        @Nullable String parkedBecause,
        @Nullable Instant throttledUntil,
        @Nullable Instant pausedUntil) {}
