package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal strings such as "1000.00", with no more decimals than their currency has. */
final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?");

    private Amounts() {}

    static BigDecimal parse(@Nullable String amount, String currency) {
        int decimals = decimals(currency);
        if (amount == null || !DECIMAL.matcher(amount).matches() || new BigDecimal(amount).signum() == 0) {
            throw DeclinedException.invalid("amount: a decimal string above zero, such as \"1000.00\"");
        }
        var parsed = new BigDecimal(amount);
        if (parsed.scale() > decimals) {
            throw DeclinedException.invalid("amount: at most " + decimals + " decimals in " + currency);
        }
        return parsed;
    }

    /** How many decimals amounts in a currency have at most. */
    static int decimals(String currency) {
        try {
            int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
            if (decimals >= 0) {
                return decimals;
            }
        } catch (IllegalArgumentException _) {
            // Declined like those that nobody pays in.
        }
        throw DeclinedException.invalid("currency: a code of ISO 4217 that has money, such as \"RUB\"");
    }
}
