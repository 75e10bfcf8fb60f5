package info.sopranoexch.gateway.page;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;

/** Amounts in the payer's notation: {@code 1 000,00 ₽} or {@code $1,000.00}. */
final class PageAmounts {
    private PageAmounts() {}

    static String text(BigDecimal amount, String currency, Language language) {
        NumberFormat format = NumberFormat.getCurrencyInstance(language.locale());
        format.setCurrency(Currency.getInstance(currency));
        // What is charged, to the last digit, whatever the language thinks of the currency.
        format.setMinimumFractionDigits(amount.scale());
        format.setMaximumFractionDigits(amount.scale());
        return format.format(amount);
    }
}
