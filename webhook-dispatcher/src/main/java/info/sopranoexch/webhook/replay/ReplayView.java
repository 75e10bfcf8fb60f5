package info.sopranoexch.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay as told outside.
 *
 * @param state {@code running} or {@code done}: all are among the pending again
 * @param total deliveries it was found to be about when it was made
 * @param replayed of them put back so far
 */
record ReplayView(
        String id,
        long merchantId,
        Instant since,
        Instant until,
        @Nullable String status,
        String state,
        long total,
        long replayed,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    static ReplayView of(ReplayJob job) {
        return new ReplayView(
                "rpl_" + job.id(),
                job.merchantId(),
                job.since(),
                job.until(),
                job.status(),
                job.state(),
                job.total(),
                job.replayed(),
                job.createdAt(),
                job.finishedAt());
    }
}
