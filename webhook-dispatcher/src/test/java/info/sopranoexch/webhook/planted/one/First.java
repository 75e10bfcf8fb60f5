package info.sopranoexch.webhook.planted.one;

import info.sopranoexch.webhook.planted.sending.Second;
import java.time.Instant;
import org.springframework.transaction.annotation.Transactional;

/** Planted: half of a cycle, times that no test can set, and transactions that are not begun. */
public class First {
    public Second second() {
        return new Second();
    }

    @Transactional
    public void begin() {}

    Runnable beginThroughThis() {
        begin();
        return this::begin;
    }

    Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis()).isBefore(Instant.now()) ? Instant.MIN : Instant.MAX;
    }
}
