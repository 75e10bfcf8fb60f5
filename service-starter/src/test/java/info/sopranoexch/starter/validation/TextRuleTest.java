package info.sopranoexch.starter.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRuleTest {
    private static final String EMOJI = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"a", "Заказ №1", "line\r\n\tline", "a b", "a\u00a0b"})
    void acceptsText(String text) {
        assertThat(TextRule.violation("order_id", text, 20)).isNull();
    }

    @Test
    void countsCodePoints() {
        assertThat(TextRule.violation("order_id", EMOJI.repeat(3), 3)).isNull();
        assertThat(code(EMOJI.repeat(4), 3)).isEqualTo("too_long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "\u001b[31m", "\u0085", "a\ud800", "\ude00\ud83d"})
    void rejectsControlCharactersAndUnpairedSurrogates(String text) {
        assertThat(code(text, 20)).isEqualTo("invalid_characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n", "\u00a0\u2003"})
    void rejectsBlankText(String text) {
        assertThat(code(text, 20)).isEqualTo("too_short");
    }

    private static String code(String text, int max) {
        FieldError violation = TextRule.violation("order_id", text, max);
        assertThat(violation).isNotNull();
        assertThat(violation.message()).startsWith("order_id ").endsWith(".");
        return violation.code();
    }
}
