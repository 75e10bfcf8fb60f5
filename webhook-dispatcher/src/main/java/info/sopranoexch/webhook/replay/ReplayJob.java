package info.sopranoexch.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay of a merchant's finished deliveries.
 *
 * @param since accepted at this time or later, and before {@code until}
 * @param status of the payment that they told; null: any
 * @param lastId the last delivery that was looked at; {@code endId}: the last there was when the job was made
 */
record ReplayJob(
        long id,
        long accountId,
        long merchantId,
        Instant since,
        Instant until,
        @Nullable String status,
        String state,
        long lastId,
        long endId,
        long total,
        long replayed,
        Instant createdAt,
        @Nullable Instant finishedAt) {}
