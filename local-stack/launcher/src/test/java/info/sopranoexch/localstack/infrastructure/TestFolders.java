package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Temporary folders named after their process, so that a later run can delete folders of killed runs. */
final class TestFolders {
    private static final Pattern NAME = Pattern.compile("soprano-it-(\\d+)-\\d+");

    private TestFolders() {}

    /** Returns the real path of a new folder, because PostgreSQL reports paths without links. */
    static Path create() {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            deleteAbandoned(parent);
            return Files.createTempDirectory(
                            parent, "soprano-it-" + ProcessHandle.current().pid() + "-")
                    .toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }

    static void deleteAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, "soprano-it-*")) {
            for (Path folder : folders) {
                Matcher name = NAME.matcher(folder.getFileName().toString());
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Folders.delete(folder);
                }
            }
        }
    }
}
