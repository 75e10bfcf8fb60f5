package info.sopranoexch.sdk;

import java.time.Instant;

/** A time range of webhooks. */
public final class ReplayRange extends Fields {
    public ReplayRange(Instant since) {
        put("since", since);
    }

    /** Exclusive; now if absent. */
    public ReplayRange until(Instant until) {
        put("until", until);
        return this;
    }

    public ReplayRange status(String status) {
        put("status", status);
        return this;
    }
}
