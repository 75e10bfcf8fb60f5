package info.sopranoexch.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1000.00            | RUB | 1 000,00 ₽             | ₽1,000.00
            0.01               | RUB | 0,01 ₽                 | ₽0.01
            1000.00            | USD | 1 000,00 $             | $1,000.00
            1000.00            | EUR | 1 000,00 €             | €1,000.00
            1000               | JPY | 1 000 ¥                | ¥1,000
            12.345             | KWD | 12,345 KWD             | KWD 12.345
            5.00               | KGS | 5,00 KGS               | KGS 5.00
            5.00               | KZT | 5,00 ₸                 | ₸5.00
            5                  | RUB | 5,00 ₽                 | ₽5.00
            9999999999999.99   | RUB | 9 999 999 999 999,99 ₽ | ₽9,999,999,999,999.99
            1.00               | ZZZ | 1,00 ZZZ               | ZZZ 1.00
            """)
    void formatsAmountsForBothLanguages(BigDecimal amount, String currency, String russian, String english) {
        assertThat(plainSpaces(AmountText.of(amount, currency, Language.RU.locale())))
                .isEqualTo(russian);
        assertThat(plainSpaces(AmountText.of(amount, currency, Language.EN.locale())))
                .isEqualTo(english);
    }

    @ParameterizedTest
    @CsvSource({"1234567.89,RUB", "5.00,KGS"})
    void containsNoSpaceThatAllowsALineBreak(BigDecimal amount, String currency) {
        for (Language language : Language.values()) {
            assertThat(AmountText.of(amount, currency, language.locale())).doesNotContain(" ");
        }
    }

    private static String plainSpaces(String text) {
        return text.replace('\u00a0', ' ').replace('\u202f', ' ');
    }
}
