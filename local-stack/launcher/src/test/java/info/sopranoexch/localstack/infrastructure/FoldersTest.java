package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
    @TempDir
    private Path folder;

    @Test
    void keepsNewestAndUnmatchedFiles() throws IOException {
        for (int age = 1; age <= 4; age++) {
            Path old = Files.createDirectories(folder.resolve("jar-" + age));
            Files.createFile(old.resolve("inside"));
            Files.setLastModifiedTime(old, FileTime.fromMillis(1_000_000 - age * 10_000));
        }
        Files.createFile(folder.resolve("other"));

        Folders.keepNewest(folder, "jar-*", 2);

        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of("jar-1", "jar-2", "other"));
        }
    }
}
