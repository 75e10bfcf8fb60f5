package info.sopranoexch.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** Files of this program in the user's folders, by the XDG base directory specification. Only the user can read them. */
public final class UserFiles {
    private static final String FOLDER = "soprano";

    private UserFiles() {}

    /** A file that the user may edit. */
    public static Path config(String name) {
        return folder("XDG_CONFIG_HOME", ".config").resolve(name);
    }

    /** A file that keeps progress between runs. */
    public static Path state(String name) {
        return folder("XDG_STATE_HOME", ".local/state").resolve(name);
    }

    private static Path folder(String variable, String inHome) {
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), inHome))
                .resolve(FOLDER);
    }

    /** Replaces the file atomically. */
    public static void write(Path file, Map<String, String> properties) {
        try {
            Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, file.getFileName().toString(), ".tmp", permissions(folder));
            var content = new Properties();
            content.putAll(properties);
            var text = new StringWriter();
            content.store(text, null);
            Files.writeString(temporary, text.toString());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileAttribute<?>[] permissions(Path folder) {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
