package info.sopranoexch.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay of a merchant's finished deliveries.
 *
 * @param since only deliveries that were accepted at this time or later and before {@code until}
 * @param status of the payment in the webhook; null for any
 * @param lastId the last delivery that was replayed
 * @param endId the last delivery that existed when the job was created
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
