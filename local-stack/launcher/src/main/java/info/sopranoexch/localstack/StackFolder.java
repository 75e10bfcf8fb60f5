package info.sopranoexch.localstack;

import info.sopranoexch.cli.ConnectionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The files of a stack.
 *
 * @param home {@code .soprano/stack} by default
 */
public record StackFolder(Path home) {
    Path data() {
        return home.resolve("data");
    }

    Path logs() {
        return home.resolve("logs");
    }

    public Path log(String process) {
        return logs().resolve(process + ".log");
    }

    /**
     * Renames the logs of the last run with the suffix {@code .1}.
     */
    void keepLastLogs() {
        try {
            Files.createDirectories(logs());
            try (DirectoryStream<Path> last = Files.newDirectoryStream(logs(), "*.log")) {
                for (Path log : last) {
                    Files.move(log, logs().resolve(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Random secrets of the stack, mode 600. */
    Path secrets() {
        return home.resolve("secrets.properties");
    }

    /** API key and id of the first merchant. */
    Path settings() {
        return home.resolve("settings.properties");
    }

    /** Locked while a launcher uses the folder. */
    Path lock() {
        return home.resolve("launcher.lock");
    }

    /** The process id of the launcher. */
    Path holder() {
        return home.resolve("launcher.pid");
    }

    /**
     * One file for each request of {@code ./soprano start}.
     */
    Path startRequests() {
        return home.resolve("start-requests");
    }

    /** URLs and secrets for {@code soprano-cli} while the stack runs. */
    Path connection() {
        return home.resolve(ConnectionOptions.FILE_NAME);
    }

    /** The state file, which exists while the stack runs. */
    Path state() {
        return home.resolve("running.properties");
    }
}
