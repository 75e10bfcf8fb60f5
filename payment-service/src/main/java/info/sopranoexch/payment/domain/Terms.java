package info.sopranoexch.payment.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was settled when the payment was created and never changes.
 *
 * @param paymentId {@code pay_...}, assigned by the gateway
 * @param id from our own sequence, 1 and up
 * @param amount more than zero
 * @param expiresAt from when on an unpaid payment may be closed
 */
public record Terms(
        String paymentId,
        long id,
        long accountId,
        long merchantId,
        Money amount,
        @Nullable String description,
        @Nullable String orderId,
        Map<String, String> metadata,
        @Nullable String returnUrl,
        boolean sandbox,
        Instant createdAt,
        Instant expiresAt) {}
