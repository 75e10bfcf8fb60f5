package info.sopranoexch.checkout;

import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/** Formats amounts for payers: 1&nbsp;000,00&nbsp;₽ in Russian, ₽1,000.00 in English. */
final class AmountText {
    private static final char NO_BREAK = '\u00a0';
    /** Symbols of currencies for which the JDK uses the code. Each symbol belongs to one currency only. */
    private static final Map<String, String> SYMBOLS = Map.of(
            "RUB", "₽", "KZT", "₸", "UAH", "₴", "GEL", "₾", "TRY", "₺", "AMD", "֏", "AZN", "₼", "INR", "₹", "KRW", "₩");

    private AmountText() {}

    static String of(BigDecimal amount, String currency, Locale locale) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        DecimalFormatSymbols symbols = format.getDecimalFormatSymbols();
        String symbol = symbol(currency, locale);
        symbols.setCurrencySymbol(symbol);
        format.setDecimalFormatSymbols(symbols);
        int decimals = Math.max(Currencies.decimals(currency).orElse(0), amount.scale());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(amount);
        // A code, unlike a symbol, needs a space: KGS 5.00.
        return text.startsWith(symbol) && Character.isLetter(symbol.charAt(symbol.length() - 1))
                ? symbol + NO_BREAK + text.substring(symbol.length())
                : text;
    }

    private static String symbol(String currency, Locale locale) {
        String symbol = SYMBOLS.get(currency);
        if (symbol != null) {
            return symbol;
        }
        try {
            return Currency.getInstance(currency).getSymbol(locale);
        } catch (IllegalArgumentException e) {
            return currency;
        }
    }
}
