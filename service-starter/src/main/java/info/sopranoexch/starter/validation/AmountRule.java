package info.sopranoexch.starter.validation;

import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The rule of every amount in the API: more than zero, at most 15 digits, and no more decimals than the currency has. Such an
 * amount survives the binary floating point of a client. The checks compare precision and scale first, so a number such as
 * 1e2000000000 is never written out.
 */
public final class AmountRule {
    public static final long MAX_MINOR = 999_999_999_999_999L;

    private AmountRule() {}

    /**
     * @param currency ISO 4217; null if it is not known yet: then an amount is rejected only if no currency could make it
     *     valid
     * @return null if the amount is valid
     */
    public static @Nullable FieldError violation(String field, BigDecimal amount, @Nullable String currency) {
        if (amount.signum() <= 0) {
            return FieldErrors.amountNotPositive(field);
        }
        BigDecimal max = BigDecimal.valueOf(MAX_MINOR, currency == null ? 0 : decimals(currency));
        if (amount.precision() - (long) amount.scale() > max.precision() || amount.compareTo(max) > 0) {
            return FieldErrors.amountTooLarge(
                    field, currency == null ? max.toPlainString() : max.toPlainString() + " " + currency);
        }
        int decimals = currency == null ? Currencies.MAX_DECIMALS : decimals(currency);
        return amount.stripTrailingZeros().scale() > decimals
                ? FieldErrors.amountTooPrecise(field, decimals, currency)
                : null;
    }

    /** Converts a valid amount to minor units. */
    public static long toMinor(BigDecimal amount, String currency) {
        return amount.movePointRight(decimals(currency)).longValueExact();
    }

    /** Returns an amount with its currency, such as {@code 5000.00 RUB}. */
    public static String format(long minor, String currency) {
        return BigDecimal.valueOf(minor, decimals(currency)).toPlainString() + " " + currency;
    }

    private static int decimals(String currency) {
        return Currencies.decimals(currency)
                .orElseThrow(() -> new IllegalArgumentException("unsupported currency " + currency));
    }
}
