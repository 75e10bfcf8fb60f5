package info.sopranoexch.payment.domain;

import info.sopranoexch.payment.domain.Decision.Refused;
import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.FieldErrors;
import info.sopranoexch.starter.validation.Messages;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant asks for a new payment.
 *
 * @param amountMinor minor units of {@code currency}, not checked yet
 */
public record CreatePayment(
        String paymentId,
        long accountId,
        long merchantId,
        long amountMinor,
        String currency,
        @Nullable String description,
        @Nullable String orderId,
        Map<String, String> metadata,
        @Nullable String returnUrl,
        boolean sandbox,
        Instant expiresAt) {

    /**
     * @param merchant null when there is none of that id
     * @return why not; null when it may be created
     */
    public @Nullable Refused refusal(@Nullable MerchantTerms merchant) {
        if (merchant == null || merchant.accountId() != accountId) {
            return new Refused("merchant_not_found", Messages.notFound("merchant"));
        }
        if (Currencies.decimals(currency).isEmpty()) {
            return Refused.of(FieldErrors.unsupportedCurrency("currency"));
        }
        if (amountMinor <= 0) {
            return Refused.of(FieldErrors.amountNotPositive("amount"));
        }
        long most = merchant.maxAmountMinor(currency);
        if (amountMinor > most) {
            String max = new Money(most, currency).toDecimal().toPlainString() + " " + currency;
            return Refused.of(FieldErrors.amountTooLarge("amount", max));
        }
        return null;
    }

    /** @param id from our own sequence */
    public Payment accept(long id, Instant now) {
        return Payment.created(new Terms(
                paymentId,
                id,
                accountId,
                merchantId,
                new Money(amountMinor, currency),
                description,
                orderId,
                metadata,
                returnUrl,
                sandbox,
                now,
                expiresAt));
    }
}
