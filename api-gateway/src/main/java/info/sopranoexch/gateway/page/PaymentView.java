package info.sopranoexch.gateway.page;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a payer may see of a payment.
 *
 * @param merchantName null when payment-service has none to tell
 * @param amount with the currency's decimals
 * @param refunded what went back to the payer; null when payment-service does not say
 * @param returnUrl back to the merchant; null when there is none that a payer may be sent to
 * @param providerUrl where to pay; null while there is no invoice
 * @param version rises by one with each status
 */
record PaymentView(
        String paymentId,
        @Nullable String merchantName,
        BigDecimal amount,
        String currency,
        @Nullable BigDecimal refunded,
        @Nullable String description,
        Status status,
        Instant expiresAt,
        @Nullable URI returnUrl,
        @Nullable URI providerUrl,
        boolean sandbox,
        long version) {

    /** As payment-service names them, in capitals. */
    enum Status {
        PENDING,
        PROCESSING,
        SUCCESS,
        FAILED,
        EXPIRED,
        CANCELLED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }
}
