package info.sopranoexch.localstack.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs commands that end by themselves. */
public final class ShortCommand {
    private ShortCommand() {}

    /**
     * Runs a command to its end and kills it after a time limit.
     *
     * @param output file that receives output and errors
     * @return whether the command ended in time with status 0
     * @throws UncheckedIOException if the command cannot be started
     */
    public static boolean succeeds(List<String> command, Path output, Duration limit) {
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            Process process = builder.start();
            try {
                return process.waitFor(limit) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
