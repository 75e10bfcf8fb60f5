package info.sopranoexch.localstack;

import info.sopranoexch.localstack.infrastructure.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Passes requests of {@code ./soprano start} to the launcher, the parent of all processes. A request is an empty file
 * with the name of the process.
 */
final class StartRequests implements AutoCloseable {
    private static final long INTERVAL_MILLIS = 300;

    private final Path folder;
    private final Consumer<String> start;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    private StartRequests(Path folder, Consumer<String> start) {
        this.folder = folder;
        this.start = start;
    }

    /** Handles requests until it is closed. Requests of an earlier run are deleted. */
    static StartRequests answer(StackFolder stack, Consumer<String> start) {
        Folders.delete(stack.startRequests());
        var requests = new StartRequests(stack.startRequests(), start);
        var _ = requests.clock.scheduleWithFixedDelay(
                requests::runOnce, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        return requests;
    }

    static void send(StackFolder stack, String process) {
        try {
            Files.createDirectories(stack.startRequests());
            Files.write(stack.startRequests().resolve(process), new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("the request cannot be written: " + e.getMessage(), e);
        }
    }

    private void runOnce() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> requests = files.toList();
            for (Path request : requests) {
                Files.deleteIfExists(request);
                start.accept(String.valueOf(request.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("requests in " + folder + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
