package info.sopranoexch.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay in the public API.
 *
 * @param state {@code running}, or {@code done} if all deliveries are pending again
 * @param total deliveries that matched when the replay was created
 * @param replayed deliveries that are pending again
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
