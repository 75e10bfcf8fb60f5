package info.sopranoexch.gateway.money;

import info.sopranoexch.gateway.json.JsonValue;
import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** From the text of an amount to minor units. */
public final class Amounts {
    /** 15 digits: every such amount survives the binary float that a client may hold it in. */
    public static final long MAX_MINOR = 999_999_999_999_999L;

    private Amounts() {}

    /** @return {@link AmountResult.Decimal} or {@link AmountResult.Refused} */
    public static AmountResult read(JsonValue value) {
        return DecimalText.read(value);
    }

    /**
     * @param decimals of the currency
     * @return {@link AmountResult.Minor} or {@link AmountResult.Refused}
     */
    public static AmountResult toMinor(BigDecimal value, int decimals) {
        if (value.precision() - value.scale() > 16) {
            return AmountResult.Refused.TOO_LARGE;
        }
        BigDecimal minor = value.movePointRight(decimals).stripTrailingZeros();
        if (minor.scale() > 0) {
            return AmountResult.Refused.TOO_PRECISE;
        }
        return minor.compareTo(BigDecimal.valueOf(MAX_MINOR)) > 0
                ? AmountResult.Refused.TOO_LARGE
                : new AmountResult.Minor(minor.longValueExact());
    }

    /**
     * Checks an amount whose currency is not known yet: it is refused only if no currency could make it valid.
     *
     * @return null if a currency may make it valid
     */
    public static AmountResult.@Nullable Refused refusedInEveryCurrency(BigDecimal value) {
        if (value.precision() - value.scale() > 16 || value.compareTo(BigDecimal.valueOf(MAX_MINOR)) > 0) {
            return AmountResult.Refused.TOO_LARGE;
        }
        return value.stripTrailingZeros().scale() > Currencies.MAX_DECIMALS ? AmountResult.Refused.TOO_PRECISE : null;
    }

    /** The largest amount, for messages: with its currency if that is known. */
    static String max(@Nullable String currency) {
        return currency == null ? String.valueOf(MAX_MINOR) : text(MAX_MINOR, currency);
    }

    /** {@code 5000.00 RUB}. */
    public static String text(long minor, String currency) {
        int decimals = Currencies.decimals(currency).orElse(0);
        return BigDecimal.valueOf(minor, decimals).toPlainString() + " " + currency;
    }

    /** One spelling for each value: 1000, 1000.0 and 1e3 are the same. */
    public static String canonical(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
