package info.sopranoexch.localstack;

import java.nio.file.Path;

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

    /** Secrets made up for this stack, mode 600. */
    Path secrets() {
        return home.resolve("secrets.properties");
    }

    /** Account, merchant and ports, kept as long as the data. */
    Path settings() {
        return home.resolve("settings.properties");
    }

    /** Processes and URLs while it runs. */
    Path state() {
        return home.resolve("running.properties");
    }
}
