package info.sopranoexch.payment.reading;

import info.sopranoexch.payment.domain.Money;
import info.sopranoexch.payment.domain.Refund;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A refund as its account sees it. */
record RefundJson(
        String refundId,
        String paymentId,
        long merchantId,
        BigDecimal amount,
        String currency,
        String status,
        String origin,
        @Nullable String failureCode,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static RefundJson of(Refund refund, long merchantId, Money amount) {
        return new RefundJson(
                refund.refundId(),
                refund.paymentId(),
                merchantId,
                amount.toDecimal(),
                amount.currency(),
                refund.status().code(),
                refund.origin().code(),
                refund.failureCode() == null ? null : refund.failureCode().code(),
                refund.createdAt(),
                refund.endedAt());
    }
}
