package info.sopranoexch.webhook.inspection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt as told outside. Times in milliseconds with fractions; null: that step did not happen, as on a connection
 * that had served before.
 *
 * @param outcome {@code delivered}, {@code retrying} or {@code exhausted}
 * @param error stable code; null when an answer came in time
 * @param retryAfterSeconds how long the receiver asked to wait by the header {@code Retry-After} of a 429 or 503
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
