package info.sopranoexch.sdk;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A verified webhook. Webhooks can arrive more than once: ignore a version that is not higher than the last one of the payment.
 *
 * @param version part of the signed id; 0 in a test event
 * @param refundedAmount only in webhooks about refunds; otherwise null
 * @param paidAmount only if money was paid and differs from the amount; otherwise null
 * @param type refund.succeeded or refund.failed if the webhook reports the end of a refund; an earlier webhook has reported the status.
 *     Otherwise null
 * @param refund the refund that has ended, or null
 */
public record WebhookEvent(
        String id,
        int version,
        String paymentId,
        String status,
        BigDecimal amount,
        String currency,
        Instant timestamp,
        BigDecimal refundedAmount,
        BigDecimal paidAmount,
        String type,
        RefundResult refund) {}
