package info.sopranoexch.provider.paymoon;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Response to one HTTP call. */
sealed interface PaymoonResponse {
    /** 2xx with a JSON object. */
    record Success(JsonNode body, byte[] raw) implements PaymoonResponse {}

    /** 2xx without a JSON object. */
    record MalformedResponse(String reason, byte[] raw) implements PaymoonResponse {}

    /**
     * 400, 404, 409, 410 or 422 with an error code of Paymoon.
     *
     * @param code Paymoon's error code
     */
    record Declined(int status, String code) implements PaymoonResponse {
        static final String INVOICE_NOT_FOUND = "invoice_not_found";

        private static final Set<String> FINAL_CODES = Set.of(
                INVOICE_NOT_FOUND,
                "invoice_not_refundable",
                "refund_exceeds_paid",
                "refund_refused",
                "invalid_request");

        /**
         * Whether Paymoon has not carried out the request and never will. 404 and 409 can be temporary, such as while an
         * earlier call with the same key still runs, so their code decides. {@code idempotency_conflict} is not final:
         * the earlier request with that key may have been carried out.
         */
        boolean isFinal() {
            return switch (status) {
                case 404, 409 -> FINAL_CODES.contains(code);
                default -> true;
            };
        }
    }

    /**
     * No usable response. Paymoon may or may not have carried out the request.
     *
     * @param retryAfter pause that Paymoon asked for; null for none
     */
    record NoResponse(String reason, Cause cause, @Nullable Duration retryAfter) implements PaymoonResponse {
        boolean isOutage() {
            return cause == Cause.OUTAGE;
        }

        boolean isRetryable() {
            return cause != Cause.NON_RETRYABLE;
        }
    }

    /** Cause of a missing response. */
    enum Cause {
        /** Timeout, broken connection or 5xx. */
        OUTAGE,
        /** 429. Paymoon works. */
        RATE_LIMITED,
        /** A retry does not help: open circuit breaker, wrong settings, or a response of another server. */
        NON_RETRYABLE
    }
}
