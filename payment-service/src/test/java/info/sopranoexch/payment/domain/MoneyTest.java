package info.sopranoexch.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void formatsWithDecimalsOfCurrency() {
        assertThat(new Money(100_000, "RUB").toDecimal()).hasToString("1000.00");
        assertThat(new Money(1_000, "JPY").toDecimal()).hasToString("1000");
        assertThat(new Money(1, "KWD").toDecimal()).hasToString("0.001");
        assertThat(new Money(0, "RUB").toDecimal()).hasToString("0.00");
    }

    @Test
    void rejectsAmountsOutOfRange() {
        assertThatThrownBy(() -> new Money(-1, "RUB")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(Money.MAX_MINOR + 1, "RUB")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "XXX")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Money(1, "rub")).isInstanceOf(IllegalArgumentException.class);
    }
}
