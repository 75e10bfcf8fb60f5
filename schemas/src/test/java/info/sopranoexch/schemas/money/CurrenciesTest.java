package info.sopranoexch.schemas.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CurrenciesTest {
    @Test
    void agreesWithTheJdk() {
        assertThat(Currencies.codes())
                .hasSizeGreaterThan(150)
                .allSatisfy(code -> assertThat(Currencies.decimals(code).orElseThrow())
                        .isEqualTo(Currency.getInstance(code).getDefaultFractionDigits())
                        .isBetween(0, Currencies.MOST_DECIMALS));
    }

    @Test
    void hasTheCurrencyOfEveryCountry() {
        assertThat(Stream.of(Locale.getISOCountries())
                        .map(country -> Currency.getInstance(Locale.of("", country)))
                        .filter(currency -> currency != null)
                        .map(Currency::getCurrencyCode))
                .allSatisfy(code -> assertThat(Currencies.codes()).contains(code));
    }

    @Test
    void knowsNothingOfWhatIsNoCurrency() {
        assertThat(Currencies.decimals("XXX")).isEmpty();
        assertThat(Currencies.decimals("rub")).isEmpty();
        assertThat(Currencies.decimals("")).isEmpty();
    }
}
