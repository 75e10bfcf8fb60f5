package info.sopranoexch.provider.answer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What made the provider say it.
 *
 * @param kind which call, or a callback
 * @param paymentId the payment it is about
 * @param causeId the command, event or callback that caused it: the same cause with the same outcome gets the same event id
 * @param providerEventId the provider's own id of a callback; null for an answer to a call
 * @param refund the refund that was asked for, told along with every outcome so that it can be matched; null otherwise
 * @param occurredAt when the provider says it happened, or when it was asked: an answer may be as old as the question
 * @param receivedAt when we had it
 * @param traceparent W3C trace context to carry on; null for none
 * @param raw a callback's body as it came; null for an answer to a call
 */
public record Origin(
        Kind kind,
        String paymentId,
        String causeId,
        @Nullable String providerEventId,
        @Nullable RefundReport refund,
        Instant occurredAt,
        Instant receivedAt,
        @Nullable String traceparent,
        byte @Nullable [] raw) {

    /** Which way the provider's word came. */
    public enum Kind {
        CALLBACK,
        ENSURE_INVOICE,
        QUERY_INVOICE,
        REFUND_INVOICE,
        CANCEL_INVOICE
    }
}
