package info.sopranoexch.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            ru-RU,ru;q=0.9,en;q=0.8 | RU
            ru                      | RU
            RU                      | RU
            de-DE,ru;q=0.5,en;q=0.3 | RU
            en-GB,ru;q=0.5          | EN
            en;q=0.2,ru;q=0.7       | RU
            de                      | EN
            *                       | EN
            -                       | EN
            ,;q=%%                  | EN
            ru;q=7                  | EN
            """)
    void followsTheBrowsersPreferences(String header, Language expected) {
        assertThat(Language.preferred(header)).isEqualTo(expected);
    }

    @Test
    void ignoresOverlongHeaders() {
        assertThat(Language.preferred("ru,".repeat(100_000))).isEqualTo(Language.EN);
    }

    @Test
    void allBundlesHaveTheSameKeysAndPlaceholders() throws IOException {
        Properties english = words("en");
        Properties russian = words("ru");
        assertThat(russian.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(russian.getProperty(key)).as(key).isNotBlank();
            assertThat(russian.getProperty(key).contains("{0}"))
                    .as(key)
                    .isEqualTo(english.getProperty(key).contains("{0}"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyPageStateHasTexts(PageState phase) {
        for (Language language : Language.values()) {
            assertThat(language.word(phase.key() + ".title")).isNotBlank();
            assertThat(language.word(phase.key() + ".text")).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOT_FOUND")
    void everyErrorHasTexts(PayerError problem) {
        for (Language language : Language.values()) {
            assertThat(language.word(problem.key() + ".title")).isNotBlank();
            assertThat(language.word(problem.key() + ".text")).isNotBlank();
        }
    }

    private static Properties words(String tag) throws IOException {
        var words = new Properties();
        try (var in = new InputStreamReader(
                Language.class.getResourceAsStream("words_" + tag + ".properties"), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }
}
