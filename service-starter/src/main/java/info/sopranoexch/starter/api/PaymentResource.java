package info.sopranoexch.starter.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.avro.PaymentIssue;
import info.sopranoexch.schemas.avro.Refund;
import info.sopranoexch.schemas.money.Currencies;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The JSON of a payment in the merchant API. The first seven fields are those of the published API text, in its order.
 * Amounts have the currency's number of decimals. Fields that are not known yet are null in a response with status 202.
 *
 * @param id from the sequence of payment-service
 * @param paymentUrl address of the payer's page
 * @param issue absent if the amount paid is the amount requested
 * @param refund the requested refund; present only in the response to a refund request
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonPropertyOrder({
    "id",
    "merchant_id",
    "payment_id",
    "amount",
    "currency",
    "status",
    "payment_url",
    "description",
    "order_id",
    "metadata",
    "created_at",
    "expires_at",
    "refunded_amount",
    "paid_amount",
    "refundable_amount",
    "issue",
    "sandbox",
    "refund"
})
@RecordBuilder
public record PaymentResource(
        @Nullable Long id,
        @Nullable Long merchantId,
        String paymentId,
        @Nullable BigDecimal amount,
        @Nullable String currency,
        String status,
        String paymentUrl,
        @Nullable String description,
        @Nullable String orderId,
        @Nullable Map<String, String> metadata,
        @Nullable Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable BigDecimal refundedAmount,
        @Nullable BigDecimal paidAmount,
        @Nullable BigDecimal refundableAmount,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Issue issue,
        boolean sandbox,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RefundResource refund) {

    private static final String PENDING = "pending";

    /** Why the payment is on hold, or why the amount paid differs from the amount requested. */
    @JsonPropertyOrder({"code", "message"})
    public record Issue(String code, String message) {
        private static @Nullable Issue of(@Nullable PaymentIssue issue) {
            return issue == null ? null : new Issue(issue.getCode(), issue.getMessage());
        }
    }

    /** The current state of a payment. */
    public static PaymentResource of(Payment payment, String paymentUrl) {
        return of(payment, paymentUrl, null);
    }

    /** A payment with the requested refund. */
    public static PaymentResource withRefund(Payment payment, String paymentUrl, Refund refund) {
        return of(payment, paymentUrl, RefundResource.of(refund, payment));
    }

    private static PaymentResource of(Payment payment, String paymentUrl, @Nullable RefundResource refund) {
        int decimals = payment.getCurrencyDecimals();
        Long refundable = payment.getRefundableMinor();
        return PaymentResourceBuilder.builder()
                .id(payment.getId())
                .merchantId(payment.getMerchantId())
                .paymentId(payment.getPaymentId())
                .amount(BigDecimal.valueOf(payment.getAmountMinor(), decimals))
                .currency(payment.getCurrency())
                .status(payment.getStatus().name())
                .paymentUrl(paymentUrl)
                .description(payment.getDescription())
                .orderId(payment.getOrderId())
                .metadata(payment.getMetadata())
                .createdAt(payment.getCreatedAt())
                .expiresAt(payment.getExpiresAt())
                .refundedAmount(BigDecimal.valueOf(payment.getRefundedMinor(), decimals))
                .paidAmount(BigDecimal.valueOf(payment.getPaidMinor(), decimals))
                .refundableAmount(BigDecimal.valueOf(refundable == null ? 0 : refundable, decimals))
                .issue(Issue.of(payment.getIssue()))
                .sandbox(payment.getSandbox())
                .refund(refund)
                .build();
    }

    /** A new payment whose command is stored in Kafka but not applied yet. */
    public static PaymentResource accepted(String paymentId, String paymentUrl, CreatePayment command) {
        int decimals = Currencies.decimals(command.getCurrency()).orElseThrow();
        BigDecimal none = BigDecimal.valueOf(0, decimals);
        return PaymentResourceBuilder.builder(acceptedWithKey(paymentId, paymentUrl, command.getSandbox()))
                .merchantId(command.getMerchantId())
                .amount(BigDecimal.valueOf(command.getAmountMinor(), decimals))
                .currency(command.getCurrency())
                .description(command.getDescription())
                .orderId(command.getOrderId())
                .metadata(command.getMetadata())
                .refundedAmount(none)
                .paidAmount(none)
                .refundableAmount(none)
                .build();
    }

    /**
     * A new payment with an Idempotency-Key whose command is not applied yet. An earlier request may have used the key
     * with another amount, so only fields that hold in any case have values.
     */
    public static PaymentResource acceptedWithKey(String paymentId, String paymentUrl, boolean sandbox) {
        return PaymentResourceBuilder.builder()
                .paymentId(paymentId)
                .status(PENDING)
                .paymentUrl(paymentUrl)
                .sandbox(sandbox)
                .build();
    }
}
