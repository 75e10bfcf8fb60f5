package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.localstack.infrastructure.JavaCommand.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;

/** Records picocli's shell completion as an example program. */
class ClassCachesTest {
    private static final String PROGRAM = "completion";
    private static final int HEAP_MEGABYTES = 64;

    private static final Path JAR = Path.of(AutoComplete.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());

    @TempDir
    private Path folder;

    @Test
    void createsAndUsesCacheOfRecordedRun() throws Exception {
        ClassCaches caches = ClassCaches.recording(folder);
        run(caches);

        caches.assemble(PROGRAM);

        assertThat(files()).singleElement().asString().endsWith(".aot");
        assertThat(command(ClassCaches.existing(folder))).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    }

    @Test
    void deletesRecordingOfKilledRun() throws Exception {
        ClassCaches caches = ClassCaches.recording(folder);
        Path configuration = configuration(command(caches));
        Files.write(configuration, new byte[0]);

        assertThatThrownBy(() -> caches.assemble(PROGRAM))
                .hasMessageContaining("cannot create the class cache of " + PROGRAM);

        assertThat(files()).isEmpty();
        assertThat(command(ClassCaches.existing(folder))).noneMatch(option -> option.startsWith("-XX:AOT"));
    }

    @Test
    void deletesUnfinishedFiles() throws Exception {
        Files.createFile(folder.resolve("kafka-1.aot.partial"));
        Files.createFile(folder.resolve("kafka-1.aot.configuration"));
        Files.createFile(folder.resolve("kafka-1.aot"));

        ClassCaches.recording(folder);

        assertThat(files()).containsExactly("kafka-1.aot");
    }

    private static List<String> command(ClassCaches caches) {
        return caches.command(
                PROGRAM,
                HEAP_MEGABYTES,
                Effort.LIGHT,
                List.of(JAR),
                List.of("-cp", JAR.toString(), AutoComplete.class.getName(), "--help"));
    }

    private static void run(ClassCaches caches) throws Exception {
        Process process = new ProcessBuilder(command(caches))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
    }

    private static Path configuration(List<String> command) {
        String option = "-XX:AOTConfiguration=";
        return command.stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Path.of(argument.substring(option.length())))
                .findFirst()
                .orElseThrow();
    }

    /** Names of the files except for logs. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".log"))
                    .toList();
        }
    }
}
