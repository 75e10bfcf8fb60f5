package info.sopranoexch.webhook.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one attempt.
 *
 * @param httpStatus null when no answer's head came
 * @param error stable code; null when an answer came in time, whatever its status
 * @param retryAfter how long the receiver asked to wait, however long; null when it did not ask
 * @param excerpt the beginning of the answer's text
 */
public record SendResult(
        @Nullable Integer httpStatus,
        @Nullable String error,
        @Nullable Duration retryAfter,
        @Nullable String excerpt,
        Timings timings) {

    /** 2xx within the deadline. */
    public boolean isDelivered() {
        return error == null && httpStatus != null && httpStatus >= 200 && httpStatus < 300;
    }

    /**
     * A connection that had served before broke without an answer: it was most likely closed while idle, which says
     * nothing of the receiver's health.
     */
    public boolean isStaleConnection() {
        return httpStatus == null
                && timings.connectMicros() == null
                && (SendError.NO_ANSWER.equals(error) || SendError.RESET.equals(error));
    }

    /** The receiver wants no more of these, ever. */
    public boolean isGone() {
        return error == null && httpStatus != null && httpStatus == 410;
    }
}
