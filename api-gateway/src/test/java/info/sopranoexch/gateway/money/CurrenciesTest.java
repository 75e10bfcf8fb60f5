package info.sopranoexch.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Currency;
import org.junit.jupiter.api.Test;

class CurrenciesTest {
    @Test
    void agree_with_the_jdk() {
        assertThat(Currencies.codes()).hasSizeGreaterThan(150);
        for (String code : Currencies.codes()) {
            assertThat(Currencies.decimals(code).orElseThrow())
                    .as(code)
                    .isEqualTo(Currency.getInstance(code).getDefaultFractionDigits())
                    .isBetween(0, Currencies.MOST_DECIMALS);
        }
    }
}
