package info.sopranoexch.sandbox.invoice;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal strings such as "1000.00". */
final class Amounts {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,14})(\\.[0-9]{1,4})?");

    private Amounts() {}

    static BigDecimal parse(@Nullable String amount, String field) {
        if (amount == null || !DECIMAL.matcher(amount).matches() || new BigDecimal(amount).signum() == 0) {
            throw DeclinedException.invalid(field + ": a decimal string above zero, such as \"1000.00\"");
        }
        return new BigDecimal(amount);
    }
}
