package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses decimal strings such as "1000.00", with at most the decimals of their currency. */
final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?");

    private Amounts() {}

    static BigDecimal parse(@Nullable String amount, String currency) {
        int decimals = decimals(currency);
        if (amount == null || !DECIMAL.matcher(amount).matches() || new BigDecimal(amount).signum() == 0) {
            throw ApiException.invalid("amount: a decimal string above zero, such as \"1000.00\"");
        }
        var parsed = new BigDecimal(amount);
        if (parsed.scale() > decimals) {
            throw ApiException.invalid("amount: at most " + decimals + " decimals in " + currency);
        }
        return parsed;
    }

    /** Returns the largest number of decimals in a currency. */
    static int decimals(String currency) {
        try {
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            if (decimals >= 0) {
                return decimals;
            }
        } catch (IllegalArgumentException _) {
            // Rejected below, like currencies without decimals in ISO 4217.
        }
        throw ApiException.invalid("currency: a currency code of ISO 4217, such as \"RUB\"");
    }
}
