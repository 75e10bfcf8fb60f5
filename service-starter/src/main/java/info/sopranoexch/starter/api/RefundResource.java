package info.sopranoexch.starter.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The JSON of a refund in the merchant API.
 *
 * @param amount in units of the payment's currency, with the currency's number of decimals
 * @param failureCode null unless the refund failed
 * @param endedAt null while the refund is pending
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({
    "refund_id",
    "payment_id",
    "merchant_id",
    "amount",
    "currency",
    "status",
    "origin",
    "failure_code",
    "created_at",
    "ended_at"
})
public record RefundResource(
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

    static RefundResource of(Refund refund, Payment payment) {
        return of(refund, payment.getPaymentId(), payment.getMerchantId(), payment.getCurrency());
    }

    /**
     * @param paymentId the payment of the refund
     * @param currency ISO 4217, the payment's
     */
    public static RefundResource of(Refund refund, String paymentId, long merchantId, String currency) {
        return new RefundResource(
                refund.getRefundId(),
                paymentId,
                merchantId,
                BigDecimal.valueOf(
                        refund.getAmountMinor(), Currencies.decimals(currency).orElseThrow()),
                currency,
                refund.getStatus().name(),
                refund.getOrigin().name(),
                refund.getFailureCode(),
                refund.getCreatedAt(),
                refund.getEndedAt());
    }
}
