package info.sopranoexch.gateway.money;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.gateway.json.JsonValue.JsonNumber;
import info.sopranoexch.gateway.json.JsonValue.JsonString;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "1000.00, 2, 100000",
        "1000.0, 2, 100000",
        "1000, 2, 100000",
        "1e3, 2, 100000",
        "1.5E+1, 2, 1500",
        "150e-1, 2, 1500",
        "0.01, 2, 1",
        "1.10, 2, 110",
        "0.29, 2, 29",
        "1.2300000, 2, 123",
        "500.0, 0, 500",
        "1.234, 3, 1234",
        "9999999999999.99, 2, 999999999999999",
        "999999999999999, 0, 999999999999999"
    })
    void exact(String text, int decimals, long minor) {
        var value = ((AmountResult.Decimal) Amounts.read(new JsonNumber(text))).value();
        assertThat(Amounts.toMinor(value, decimals)).isEqualTo(new AmountResult.Minor(minor));
    }

    @Test
    void aStringIsPlainDigits() {
        assertThat(Amounts.read(new JsonString("12.50"))).isEqualTo(new AmountResult.Decimal(new BigDecimal("12.50")));
        assertThat(Amounts.read(new JsonString("1e3"))).isEqualTo(AmountResult.Refused.INVALID);
    }

    @Test
    void oneMoreThanTheMostIsTooLarge() {
        assertThat(Amounts.toMinor(new BigDecimal("10000000000000.00"), 2)).isEqualTo(AmountResult.Refused.TOO_LARGE);
        assertThat(Amounts.toMinor(new BigDecimal("1e900"), 2)).isEqualTo(AmountResult.Refused.TOO_LARGE);
    }

    @Test
    void spellingsOfOneValueAreOne() {
        assertThat(Amounts.canonical(new BigDecimal("1e3"))).isEqualTo(Amounts.canonical(new BigDecimal("1000.00")));
    }
}
