package info.sopranoexch.sdk;

import java.time.Instant;

/**
 * A repetition of all webhooks of a time range.
 *
 * @param state running or done
 */
public record Replay(
        String id,
        long merchantId,
        Instant since,
        Instant until,
        String status,
        String state,
        long total,
        long replayed,
        Instant createdAt,
        Instant finishedAt) {}
