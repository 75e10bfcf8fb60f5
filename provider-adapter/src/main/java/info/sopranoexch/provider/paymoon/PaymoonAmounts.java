package info.sopranoexch.provider.paymoon;

import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Paymoon's amounts are decimal strings, ours minor units. The rule of decimals: a payment carries its own; a currency that
 * no payment at hand speaks of has those of ISO 4217. Conversions are exact or refused, never rounded.
 */
final class PaymoonAmounts {
    private static final Pattern DECIMAL = Pattern.compile("(0|[1-9][0-9]{0,17})(\\.[0-9]{1,10})?");

    private PaymoonAmounts() {}

    /** How many decimals a currency has. */
    interface Decimals {
        int of(String currency) throws UntranslatableException;
    }

    static final Decimals ISO_4217 = PaymoonAmounts::isoDecimals;

    /** The payment's own decimals for the payment's currency, ISO's for any other. */
    static Decimals of(InvoiceOrder order) {
        return currency -> currency.equals(order.currency()) ? order.currencyDecimals() : isoDecimals(currency);
    }

    /** Such as 100000 with 2 decimals: "1000.00". */
    static String toDecimal(long minor, int decimals) {
        return BigDecimal.valueOf(minor, decimals).toPlainString();
    }

    /** Such as "1000.00", "1000" or "1000.000" with 2 decimals: 100000. */
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
                .orElseThrow(() -> new UntranslatableException("currency is not one of ISO 4217 that we take"));
    }
}
