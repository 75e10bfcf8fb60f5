package info.sopranoexch.gateway.commands;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a command, as far as the asker waited. */
public sealed interface Outcome {

    /**
     * Done, now or by an earlier command with the same Idempotency-Key.
     *
     * @param refund null unless a refund was asked for
     */
    record Done(Payment payment, @Nullable Refund refund, boolean replayed) implements Outcome {}

    /**
     * Refused by the payment service.
     *
     * @param code stable; the vocabulary of problem details
     */
    record Rejected(String code, String detail, boolean replayed) implements Outcome {}

    /** Safe in Kafka; no reply in time. It will be applied. */
    record Accepted() implements Outcome {}

    /** A payment as the payment service tells it; amounts in minor units. */
    record Payment(
            String paymentId,
            long id,
            long merchantId,
            long amountMinor,
            String currency,
            int decimals,
            String status,
            long refundedMinor,
            long paidMinor,
            long refundableMinor,
            @Nullable Issue issue,
            @Nullable String description,
            @Nullable String orderId,
            Map<String, String> metadata,
            boolean sandbox,
            Instant createdAt,
            Instant expiresAt) {}

    /** Why a payment is held for review, or why the amount paid is not the amount requested. */
    record Issue(String code, String message) {}

    /**
     * A refund as payment-service reports it.
     *
     * @param failureCode null unless it failed
     * @param endedAt null while it is pending
     */
    record Refund(
            String refundId,
            long amountMinor,
            String status,
            String origin,
            @Nullable String failureCode,
            Instant createdAt,
            @Nullable Instant endedAt) {}
}
