package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackSecretsTest {
    private final Locale original = Locale.getDefault();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fa-IR", "tr-TR", "ar-EG-u-nu-arab"})
    void writesSameKeysetInEveryLocale(String locale) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(locale));

        String encoded = new StackSecrets(folder.resolve("secrets")).get(StackSecrets.KEYSET);

        String json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        JsonNode keyset = new JsonMapper().readTree(json);
        assertThat(json).matches("\\p{ASCII}+");
        assertThat(keyset.path("primaryKeyId").isInt()).isTrue();
        assertThat(keyset.path("key").path(0).path("keyId")).isEqualTo(keyset.path("primaryKeyId"));
        assertThat(new StackSecrets(folder.resolve("secrets")).get(StackSecrets.KEYSET))
                .isEqualTo(encoded);
    }
}
