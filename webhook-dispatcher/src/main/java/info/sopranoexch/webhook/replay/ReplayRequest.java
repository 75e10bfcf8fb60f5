package info.sopranoexch.webhook.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks for.
 *
 * @param since required
 * @param until null: now
 * @param status of the payment; null: any
 */
record ReplayRequest(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String status) {}
