package info.sopranoexch.gateway.commands;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the payment service about one payment.
 *
 * @param issuedAt the moment of the request, which all times in it are reckoned from
 */
public record Command(
        String paymentId,
        long accountId,
        Instant issuedAt,
        @Nullable Idempotency idempotency,
        @Nullable String traceparent,
        Body body) {

    /** The same, in that trace. */
    Command within(@Nullable String trace) {
        return new Command(paymentId, accountId, issuedAt, idempotency, trace, body);
    }

    /**
     * @param key bare, 1 to 255 printable ASCII
     * @param fingerprint hex SHA-256 of the canonical request
     */
    public record Idempotency(String key, String fingerprint) {}

    public sealed interface Body {}

    /** @param amountMinor minor units of the currency, more than zero */
    public record Create(
            long merchantId,
            long amountMinor,
            String currency,
            @Nullable String description,
            @Nullable String orderId,
            Map<String, String> metadata,
            @Nullable String returnUrl,
            Instant expiresAt,
            boolean sandbox)
            implements Body {}

    public record Cancel() implements Body {}

    /** @param amount in units of the payment's currency, which payment-service knows; null: the whole refundable amount */
    public record Refund(String refundId, @Nullable BigDecimal amount) implements Body {}
}
