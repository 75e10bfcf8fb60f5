package info.sopranoexch.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningStackTest {
    @TempDir
    Path temporary;

    private StackFolder folder;

    @BeforeEach
    void folderWithASpace() throws IOException {
        folder = new StackFolder(Files.createDirectories(temporary.resolve("a stack")));
    }

    @Test
    void isAbsentWithoutStateFile() {
        assertThat(RunningStack.in(folder)).isEmpty();
    }

    @Test
    void writesStateFileThatOnlyOwnerCanRead() throws IOException {
        RunningStack.write(
                folder, Map.of(RunningStack.PHASE, RunningStack.UP, RunningStack.API_URL, "http://x"), List.of());
        RunningStack stack = RunningStack.in(folder).orElseThrow();
        assertThat(stack.isUp()).isTrue();
        assertThat(stack.get(RunningStack.API_URL)).isEqualTo("http://x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.state())))
                .isEqualTo("rw-------");
    }

    @Test
    void detectsReusedProcessId() throws IOException {
        RunningStack.write(folder, Map.of(), List.of());
        String text = Files.readString(folder.state());
        Files.writeString(folder.state(), text.replaceAll("@\\d+", "@1"));
        assertThat(RunningStack.in(folder)).isEmpty();
        assertThat(RunningStack.lastIn(folder)).isPresent();
    }

    @Test
    void allowsOneLauncherForEachFolder() {
        try (var _ = StackLock.of(folder)) {
            assertThatThrownBy(() -> StackLock.of(folder))
                    .hasMessageContaining(folder.home().toString())
                    .hasMessageContaining(String.valueOf(ProcessHandle.current().pid()));
        }
        StackLock.of(folder).close();
    }
}
