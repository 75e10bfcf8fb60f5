package info.sopranoexch.provider.paymoon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as the provider needs it.
 *
 * @param amountMinor minor units: the amount times 10^currencyDecimals
 * @param currency ISO 4217
 * @param invoiceId the provider's id when it is known already
 */
public record InvoiceOrder(
        String paymentId,
        long amountMinor,
        String currency,
        int currencyDecimals,
        @Nullable String description,
        Instant expiresAt,
        @Nullable String invoiceId) {}
