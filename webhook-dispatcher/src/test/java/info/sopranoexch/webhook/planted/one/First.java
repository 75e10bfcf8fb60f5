package info.sopranoexch.webhook.planted.one;

import info.sopranoexch.webhook.planted.sending.Second;
import java.time.Instant;

/** Planted: half of a cycle, and times that no test can set. */
public class First {
    public Second second() {
        return new Second();
    }

    Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis()).isBefore(Instant.now()) ? Instant.MIN : Instant.MAX;
    }
}
