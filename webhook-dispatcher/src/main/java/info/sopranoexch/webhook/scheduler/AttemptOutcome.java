package info.sopranoexch.webhook.scheduler;

import java.time.Instant;

/** The state of a delivery after an attempt. */
sealed interface AttemptOutcome {
    /** The receiver accepted the webhook. */
    record Delivered() implements AttemptOutcome {}

    /** The next attempt is made at {@code at}. */
    record Retry(Instant at) implements AttemptOutcome {}

    /** No attempt is left. The delivery is kept and can be redelivered by hand. */
    record Exhausted() implements AttemptOutcome {}

    /** The name in the tables and in {@code webhook.events.v1}. */
    default String text() {
        return switch (this) {
            case Delivered() -> "delivered";
            case Retry _ -> "retrying";
            case Exhausted() -> "exhausted";
        };
    }
}
