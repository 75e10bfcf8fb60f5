package info.sopranoexch.webhook.inspection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt in the public API. Durations are in milliseconds; a duration is null if the step did not happen, for example because the
 * connection was reused.
 *
 * @param outcome {@code delivered}, {@code retrying} or {@code exhausted}
 * @param error stable code; null if a response arrived in time
 * @param retryAfterSeconds the delay that the receiver requested by the header {@code Retry-After} of a 429 or 503
 */
record AttemptView(
        int attempt,
        Instant at,
        String outcome,
        @Nullable Integer httpStatus,
        @Nullable String error,
        @Nullable Double dnsMs,
        @Nullable Double connectMs,
        @Nullable Double tlsMs,
        @Nullable Double firstByteMs,
        double totalMs,
        @Nullable Instant nextAttemptAt,
        @Nullable Long retryAfterSeconds,
        @Nullable String responseExcerpt) {}
