package info.sopranoexch.localstack;

import info.sopranoexch.cli.ConnectionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where one stack keeps everything of its own.
 *
 * @param home of the stack, {@code .soprano/stack} unless told
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

    /** Makes room for new logs; those of the last run stay beside them with {@code .1} at the end. */
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

    /** Secrets made up for this stack, mode 600. */
    Path secrets() {
        return home.resolve("secrets.properties");
    }

    /** Account, merchant and ports, kept as long as the data. */
    Path settings() {
        return home.resolve("settings.properties");
    }

    /** Locked as long as a launcher works here. */
    Path lock() {
        return home.resolve("launcher.lock");
    }

    /** The number of the launcher's process. */
    Path holder() {
        return home.resolve("launcher.pid");
    }

    /** One file for each process that {@code ./soprano start} wants started now. */
    Path startRequests() {
        return home.resolve("start-requests");
    }

    /** URLs and secrets for {@code soprano-cli} while the stack runs. */
    Path connection() {
        return home.resolve(ConnectionOptions.FILE_NAME);
    }

    /** Processes and URLs while it runs. */
    Path state() {
        return home.resolve("running.properties");
    }
}
