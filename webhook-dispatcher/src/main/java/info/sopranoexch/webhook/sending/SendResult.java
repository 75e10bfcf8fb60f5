package info.sopranoexch.webhook.sending;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The result of one attempt.
 *
 * @param httpStatus null if no response arrived
 * @param error stable code; null if a response arrived in time, with any status
 * @param retryAfter the delay that the receiver requested, without a limit; null if it did not
 * @param excerpt the start of the response body
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
     * Whether a reused connection broke without a response. Most likely the receiver had closed it while it was idle, so the failure
     * does not indicate a problem of the receiver.
     */
    public boolean isStaleConnection() {
        return httpStatus == null
                && timings.connectMicros() == null
                && (SendErrorCodes.NO_RESPONSE.equals(error) || SendErrorCodes.RESET.equals(error));
    }

    /** Returns true if the receiver responded with 410, which disables the endpoint. */
    public boolean isGone() {
        return error == null && httpStatus != null && httpStatus == 410;
    }
}
