package info.sopranoexch.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurrenciesTest {
    @Test
    void matchesTheTableOfTheJdk() {
        assertThat(Currencies.codes())
                .hasSizeGreaterThan(150)
                .allSatisfy(code -> assertThat(Currencies.decimals(code).orElseThrow())
                        .isEqualTo(Currency.getInstance(code).getDefaultFractionDigits())
                        .isBetween(0, Currencies.MAX_DECIMALS));
    }

    @Test
    void containsTheCurrencyOfEveryCountry() {
        assertThat(Stream.of(Locale.getISOCountries())
                        .map(country -> Currency.getInstance(Locale.of("", country)))
                        .filter(currency -> currency != null)
                        .map(Currency::getCurrencyCode))
                .allSatisfy(code -> assertThat(Currencies.codes()).contains(code));
    }

    @Test
    void returnsNothingForUnsupportedCodes() {
        assertThat(Currencies.decimals("XXX")).isEmpty();
        assertThat(Currencies.decimals("rub")).isEmpty();
        assertThat(Currencies.decimals("")).isEmpty();
    }
}
