package info.sopranoexch.gateway.money;

import info.sopranoexch.gateway.json.JsonValue;
import java.math.BigDecimal;

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
            return AmountResult.TOO_LARGE;
        }
        BigDecimal minor = value.movePointRight(decimals).stripTrailingZeros();
        if (minor.scale() > 0) {
            return AmountResult.TOO_PRECISE;
        }
        return minor.compareTo(BigDecimal.valueOf(MAX_MINOR)) > 0
                ? AmountResult.TOO_LARGE
                : new AmountResult.Minor(minor.longValueExact());
    }

    /** One spelling for each value: 1000, 1000.0 and 1e3 are the same. */
    public static String canonical(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
