package info.sopranoexch.webhook.inspection;

import org.jspecify.annotations.Nullable;

/**
 * What became of the deliveries of an endpoint: accepted = delivered + pending + exhausted + parked. Test events count too.
 *
 * @param parkedBecause {@code paused}, {@code disabled}, {@code gone} or {@code removed}; null: the endpoint is at work
 */
record EndpointCounts(
        long endpointId,
        long accepted,
        long delivered,
        long pending,
        long exhausted,
        long parked,
        @Nullable String parkedBecause) {}
