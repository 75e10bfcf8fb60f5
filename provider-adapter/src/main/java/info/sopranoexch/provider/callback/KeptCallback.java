package info.sopranoexch.provider.callback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A genuine callback.
 *
 * @param callbackId the provider's event id
 * @param paymentId the payment that it names, ours or not
 * @param body raw, as the signature covered it
 * @param traceparent trace context to carry on; null for none
 */
record KeptCallback(
        String callbackId,
        String paymentId,
        byte[] body,
        Instant receivedAt,
        @Nullable String traceparent) {}
