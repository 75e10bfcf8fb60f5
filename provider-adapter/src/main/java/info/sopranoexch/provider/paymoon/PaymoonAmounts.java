package info.sopranoexch.provider.paymoon;

import info.sopranoexch.schemas.avro.Payment;
import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Converts between Paymoon's decimal strings and minor units. Conversions are exact, never rounded. */
final class PaymoonAmounts {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,10})?");

    private PaymoonAmounts() {}

    /** Number of decimals of a currency. */
    interface Decimals {
        int of(String currency) throws UntranslatableException;
    }

    static final Decimals ISO_4217 = PaymoonAmounts::isoDecimals;

    /** The decimals of the payment for the currency of the payment, ISO 4217 for any other currency. */
    static Decimals of(Payment payment) {
        return currency ->
                currency.equals(payment.getCurrency()) ? payment.getCurrencyDecimals() : isoDecimals(currency);
    }

    /** Converts 100000 with 2 decimals to "1000.00". */
    static String toDecimal(long minor, int decimals) {
        return BigDecimal.valueOf(minor, decimals).toPlainString();
    }

    /** Converts "1000.00", "1000" or "1000.000" with 2 decimals to 100000. */
    static long toMinor(String amount, int decimals, String field) throws UntranslatableException {
        if (!DECIMAL.matcher(amount).matches()) {
            throw new UntranslatableException(field + " is not a decimal amount");
        }
        try {
            return new BigDecimal(amount).movePointRight(decimals).longValueExact();
        } catch (ArithmeticException _) {
            throw new UntranslatableException(field + " does not fit " + decimals + " decimals and 64 bits");
        }
    }

    private static int isoDecimals(String currency) throws UntranslatableException {
        return Currencies.decimals(currency)
                .orElseThrow(() -> new UntranslatableException("currency is not supported"));
    }
}
