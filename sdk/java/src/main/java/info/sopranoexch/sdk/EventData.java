package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The content of a webhook, and the payment as it was then.
 *
 * @param refundedAmount only in events about refunds; otherwise null
 * @param paidAmount only if money was paid and differs from the amount; otherwise null
 * @param type refund.succeeded or refund.failed if the event is about the end of a refund; otherwise null
 * @param refund the refund that has ended, or null
 */
public record EventData(
        String paymentId,
        String status,
        BigDecimal amount,
        String currency,
        Instant timestamp,
        Payment payment,
        BigDecimal refundedAmount,
        BigDecimal paidAmount,
        String type,
        RefundResult refund) {}
