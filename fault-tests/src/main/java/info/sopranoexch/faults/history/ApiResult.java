package info.sopranoexch.faults.history;

import org.jspecify.annotations.Nullable;

/** What a call came to. */
public sealed interface ApiResult {
    int CREATED = 201;
    int ACCEPTED = 202;

    /**
     * @param code of a problem; empty when there is none
     * @param detail of a problem; empty when there is none
     */
    record Response(
            int status,
            String code,
            String detail,
            @Nullable PaymentSnapshot payment,
            @Nullable RefundSnapshot refund) implements ApiResult {}

    /** No answer: whether it was done is not known. */
    record NoResponse(String why) implements ApiResult {}

    /** Safe, but the outcome is not known yet. */
    default boolean isAccepted() {
        return this instanceof Response told && told.status() == ACCEPTED;
    }

    /** The last word on what was asked: the same key must get the same again. */
    default boolean isFinal() {
        return this instanceof Response told && !isPassing(told);
    }

    default boolean isDone() {
        return isFinal() && this instanceof Response told && told.status() < 300;
    }

    /** By the contract 401, 404, 429 and 5xx are not remembered, nor is the 409 of a request that is under way. */
    private static boolean isPassing(Response told) {
        int status = told.status();
        return status == ACCEPTED
                || status == 401
                || status == 404
                || status == 429
                || status >= 500
                || told.code().equals("idempotency_in_flight");
    }
}
