package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountRuleTest {
    @ParameterizedTest
    @CsvSource({
        "1000.00, RUB, 100000",
        "1000.0, RUB, 100000",
        "1000, RUB, 100000",
        "1e3, RUB, 100000",
        "1.5E+1, RUB, 1500",
        "150e-1, RUB, 1500",
        "0.01, RUB, 1",
        "1.10, RUB, 110",
        "0.29, RUB, 29",
        "1.2300000, RUB, 123",
        "500.0, JPY, 500",
        "1.234, KWD, 1234",
        "9999999999999.99, RUB, 999999999999999",
        "999999999999999, JPY, 999999999999999"
    })
    void convertsValidAmountsExactly(BigDecimal amount, String currency, long minor) {
        assertThat(AmountRule.violation("amount", amount, currency)).isNull();
        assertThat(AmountRule.toMinor(amount, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "0, RUB, amount_not_positive",
        "-1e2000000000, RUB, amount_not_positive",
        "10000000000000.00, RUB, amount_too_large",
        "1e900, RUB, amount_too_large",
        "1e2000000000, RUB, amount_too_large",
        "0.001, RUB, amount_too_precise",
        "1e-2000000000, RUB, amount_too_precise",
        "0.5, JPY, amount_too_precise",
        "1000000000000000, , amount_too_large",
        "0.0001, , amount_too_precise"
    })
    void rejectsAmountsOutsideTheRule(BigDecimal amount, String currency, String code) {
        FieldError violation = AmountRule.violation("amount", amount, currency);

        assertThat(violation).isNotNull();
        assertThat(violation.code()).isEqualTo(code);
    }

    @Test
    void acceptsAnAmountThatSomeCurrencyAllowsWhileTheCurrencyIsUnknown() {
        assertThat(AmountRule.violation("amount", new BigDecimal("1.234"), null))
                .isNull();
        assertThat(AmountRule.violation("amount", new BigDecimal("999999999999999"), null))
                .isNull();
    }

    @Test
    void formatsAmountsWithTheirCurrency() {
        assertThat(AmountRule.format(500_000, "RUB")).isEqualTo("5000.00 RUB");
    }
}
