package info.sopranoexch.provider.paymoon;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What one HTTP call brought. */
sealed interface Reply {
    /** 2xx with a JSON object. */
    record Answered(JsonNode body, byte[] raw) implements Reply {}

    /** 2xx with a body that is no JSON object. */
    record Garbled(String why, byte[] raw) implements Reply {}

    /**
     * 400, 404, 409, 410 or 422 with a code: Paymoon understood and declined. Whether for good, {@link Refusals} tell.
     *
     * @param code its own word for why
     */
    record Declined(int status, String code) implements Reply {}

    /**
     * Nothing that settles the matter. It may have been done or not.
     *
     * @param after how long Paymoon asked us to wait; null when it did not say
     */
    record Silent(String why, Cause cause, @Nullable Duration after) implements Reply {}

    /** Why there was no answer to go by. */
    enum Cause {
        /** Timeout, broken connection, 5xx: try again; counts against Paymoon's health. */
        FAULT,
        /** 429: try again later; Paymoon is well. */
        THROTTLED,
        /** Trying again soon is of no use: the breaker is open, our settings are wrong, or it is not Paymoon that answers. */
        HOPELESS
    }
}
