package info.sopranoexch.webhook.lane;

import java.time.Instant;

/** What becomes of a delivery after an attempt. */
sealed interface Verdict {
    /** The receiver has it. */
    record Delivered() implements Verdict {}

    /** Again at {@code at}. */
    record Retry(Instant at) implements Verdict {}

    /** Given up; kept, and can be sent again by hand. */
    record Exhausted() implements Verdict {}
}
