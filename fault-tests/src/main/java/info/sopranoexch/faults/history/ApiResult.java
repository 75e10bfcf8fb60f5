package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/** The result of a call. */
public sealed interface ApiResult {
    int ACCEPTED = 202;

    /**
     * @param code of a problem document; otherwise empty
     * @param detail of a problem document; otherwise empty
     */
    record Response(
            int status,
            String code,
            String detail,
            @Nullable PaymentSnapshot payment,
            @Nullable RefundSnapshot refund) implements ApiResult {
        /** The contract excludes 401, 404, 429, 5xx and the 409 of a request in flight from idempotent replay. */
        private boolean isTransient() {
            return status == ACCEPTED
                    || status == 401
                    || status == 404
                    || status == 429
                    || status >= 500
                    || code.equals("idempotency_in_flight");
        }
    }

    /** The call failed without a response; the request may have been applied. */
    record NoResponse(String reason) implements ApiResult {}

    record RefundSnapshot(String refundId, long amountMinor) {}

    /** Whether the request is stored but its outcome is not known yet. */
    default boolean isAccepted() {
        return this instanceof Response response && response.status() == ACCEPTED;
    }

    /** Whether every repetition with the same key must return this result. */
    default boolean isFinal() {
        return this instanceof Response response && !response.isTransient();
    }

    default boolean isSuccess() {
        return isFinal() && this instanceof Response response && response.status() < 300;
    }

    default @Nullable PaymentSnapshot payment() {
        return null;
    }

    default @Nullable RefundSnapshot refund() {
        return null;
    }
}
