package info.sopranoexch.payment.domain;

import info.sopranoexch.schemas.money.Currencies;
import info.sopranoexch.starter.validation.FieldError;
import info.sopranoexch.starter.validation.FieldErrors;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An amount in a currency.
 *
 * @param minor minor units (kopecks, cents), 0 to {@link #MAX_MINOR}
 * @param currency ISO 4217, one of {@link Currencies}
 */
public record Money(long minor, String currency) {
    /** 15 digits: a client that reads our JSON into a double loses no digit. */
    public static final long MAX_MINOR = 999_999_999_999_999L;

    /** @throws IllegalArgumentException if the currency is unknown or the amount is out of range */
    public Money {
        if (Currencies.decimals(currency).isEmpty()) {
            throw new IllegalArgumentException("unknown currency " + currency);
        }
        if (minor < 0 || minor > MAX_MINOR) {
            throw new IllegalArgumentException("amount out of range: " + minor);
        }
    }

    /**
     * Checks an amount of a request against a currency.
     *
     * @return null if the amount has at most the currency's number of decimals and is not too large
     */
    static @Nullable FieldError violation(BigDecimal amount, String currency) {
        int decimals = Currencies.decimals(currency).orElseThrow();
        if (amount.compareTo(BigDecimal.valueOf(MAX_MINOR, decimals)) > 0) {
            return FieldErrors.amountTooLarge("amount", new Money(MAX_MINOR, currency).text());
        }
        return amount.stripTrailingZeros().scale() > decimals
                ? FieldErrors.amountTooPrecise("amount", decimals, currency)
                : null;
    }

    public int decimals() {
        return Currencies.decimals(currency).orElseThrow();
    }

    /** @return the amount in units of the currency, with the currency's number of decimals */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minor, decimals());
    }

    /** @return text for messages, such as {@code 10.50 RUB} */
    public String text() {
        return toDecimal().toPlainString() + " " + currency;
    }

    /** Another amount in the same currency. */
    Money withMinor(long otherMinor) {
        return new Money(otherMinor, currency);
    }
}
