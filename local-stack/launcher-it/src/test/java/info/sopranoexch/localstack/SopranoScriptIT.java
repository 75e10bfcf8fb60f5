package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.localstack.infrastructure.ProjectRoot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs {@code ./soprano} of projects in folders with unusual names.
 */
class SopranoScriptIT {
    private record Result(int status, String output) {}

    @TempDir
    private Path temporary;

    @Test
    void runsInUnusualFolderWithCLocale() throws Exception {
        Path project = projectIn("Оплата, счёт é 100%20");

        Result result = soprano(project, Map.of("LC_ALL", "C"), "status");

        assertThat(result).isEqualTo(new Result(1, "nothing is up\n"));
    }

    @Test
    void rejectsProjectFolderWithColon() throws Exception {
        Path project = projectIn("a:b");

        Result result = soprano(project, Map.of(), "status");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.output()).contains("colon").hasLineCount(1);
    }

    @Test
    void acceptsHomeWithColonAndComma() throws Exception {
        Path project = projectIn("project");

        Result result = soprano(
                project,
                Map.of("LC_ALL", "C"),
                "status",
                "--home",
                temporary.resolve("счёт, a:b").toString());

        assertThat(result).isEqualTo(new Result(1, "nothing is up\n"));
    }

    /** A project folder with links to the output of this build. */
    private Path projectIn(String name) throws Exception {
        Path project = Files.createDirectories(temporary.resolve(name)).toRealPath();
        Path original = ProjectRoot.find();
        Files.copy(original.resolve("soprano"), project.resolve("soprano"));
        Files.createSymbolicLink(project.resolve("local-stack"), original.resolve("local-stack"));
        return project;
    }

    private static Result soprano(Path project, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(project.resolve("soprano").toString()));
        command.addAll(Arrays.asList(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (var output = process.inputReader()) {
            String text = output.readAllAsString();
            return new Result(process.waitFor(), text);
        }
    }
}
