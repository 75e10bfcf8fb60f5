package info.sopranoexch.gateway.page;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a payer may know of a payment.
 *
 * @param amount with the currency's decimals
 * @param providerUrl where it is paid, http or https; null until the provider has an invoice
 * @param returnUrl back to the merchant; checked when the payment was made
 */
record PageState(
        String paymentId,
        String merchantName,
        BigDecimal amount,
        String currency,
        @Nullable String description,
        String status,
        Instant expiresAt,
        @Nullable String returnUrl,
        @Nullable String providerUrl,
        boolean sandbox,
        long version) {

    private static final Set<String> OPEN = Set.of("pending", "processing");

    /** Nothing more happens here that a payer waits for. */
    boolean isOver() {
        return !OPEN.contains(status);
    }

    /** The payer has not begun to pay, as far as is known, and can. */
    boolean isPayable() {
        return status.equals("pending") && providerUrl != null;
    }
}
