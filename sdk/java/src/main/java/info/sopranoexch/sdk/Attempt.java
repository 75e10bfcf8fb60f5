package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An attempt to deliver a webhook.
 *
 * @param httpStatus null if there was no response
 * @param error why there was no response, or null
 */
public record Attempt(
        int attempt,
        Instant at,
        String outcome,
        Integer httpStatus,
        String error,
        BigDecimal totalMs,
        Instant nextAttemptAt,
        Integer retryAfterSeconds,
        String responseExcerpt) {}
