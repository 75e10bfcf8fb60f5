package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A refund.
 *
 * @param status pending, succeeded or failed
 * @param failureCode null unless the refund failed
 * @param endedAt null while the refund is pending
 */
public record Refund(
        String refundId,
        String paymentId,
        long merchantId,
        BigDecimal amount,
        String currency,
        String status,
        String origin,
        String failureCode,
        Instant createdAt,
        Instant endedAt) {}
