package info.sopranoexch.checkout;

import info.sopranoexch.schemas.money.Currencies;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;

/** An amount as its payer writes it: 1&nbsp;000,00&nbsp;₽ in Russian, ₽1,000.00 in English. */
final class AmountText {
    private static final char NO_BREAK = '\u00a0';
    /** Signs that stand for one currency only, where the JDK's tables use the code. */
    private static final Map<String, String> SIGNS = Map.of(
            "RUB", "₽", "KZT", "₸", "UAH", "₴", "GEL", "₾", "TRY", "₺", "AMD", "֏", "AZN", "₼", "INR", "₹", "KRW", "₩");

    private AmountText() {}

    static String of(BigDecimal amount, String currency, Locale locale) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getCurrencyInstance(locale);
        DecimalFormatSymbols symbols = format.getDecimalFormatSymbols();
        String sign = sign(currency, locale);
        symbols.setCurrencySymbol(sign);
        format.setDecimalFormatSymbols(symbols);
        int decimals = Math.max(Currencies.decimals(currency).orElse(0), amount.scale());
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(amount);
        // A code, unlike a sign, needs room: KGS 5.00.
        return text.startsWith(sign) && Character.isLetter(sign.charAt(sign.length() - 1))
                ? sign + NO_BREAK + text.substring(sign.length())
                : text;
    }

    private static String sign(String currency, Locale locale) {
        String sign = SIGNS.get(currency);
        if (sign != null) {
            return sign;
        }
        try {
            return Currency.getInstance(currency).getSymbol(locale);
        } catch (IllegalArgumentException e) {
            return currency;
        }
    }
}
