package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRootTest {
    @TempDir
    Path folder;

    @Test
    void findsNearestParentWithMavenFolder() throws IOException {
        Path root = folder.resolve("a path with spaces");
        Files.createDirectories(root.resolve(".mvn"));
        Path deep = Files.createDirectories(root.resolve("module/target"));
        assertThat(ProjectRoot.above(deep)).isEqualTo(root);
        assertThat(ProjectRoot.above(root)).isEqualTo(root);
    }

    @Test
    void reportsMissingProjectFolder() {
        assertThatThrownBy(() -> ProjectRoot.above(folder))
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(".mvn")
                .hasMessageContaining(ProjectRoot.VARIABLE);
    }
}
