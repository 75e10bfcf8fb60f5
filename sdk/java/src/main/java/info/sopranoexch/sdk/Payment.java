package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;

/**
 * A payment.
 *
 * @param status pending, processing, success, failed, expired, cancelled, partially_refunded or refunded
 * @param description may be null
 * @param orderId may be null
 * @param issue null unless the payment is held for review or its paid amount differs
 * @param refund the new refund, only in the result of {@link Payments#refund}; otherwise null
 */
public record Payment(
        long id,
        long merchantId,
        String paymentId,
        BigDecimal amount,
        String currency,
        String status,
        URI paymentUrl,
        String description,
        String orderId,
        Map<String, String> metadata,
        Instant createdAt,
        Instant expiresAt,
        BigDecimal refundedAmount,
        BigDecimal paidAmount,
        BigDecimal refundableAmount,
        boolean sandbox,
        Issue issue,
        Refund refund)
        implements PaymentResult {}
