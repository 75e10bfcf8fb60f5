package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaCommandTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Duser.language=fa -Duser.country=IR",
                "-Duser.language=tr -Duser.country=TR",
                "-Duser.language=ar -Duser.extensions=u-nu-arab",
                "-Duser.language.format=fa"
            })
    void startsChildJvmWithRootLocale(String options) throws Exception {
        List<String> command =
                JavaCommand.of(16, JavaCommand.Effort.LIGHT, List.of("-XshowSettings:locale", "-version"));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_TOOL_OPTIONS", options);

        Process child = builder.start();
        List<String> lines;
        try (var output = child.inputReader()) {
            lines = output.lines().map(String::strip).toList();
        }

        assertThat(lines).contains("default locale =", "default format locale =");
    }
}
