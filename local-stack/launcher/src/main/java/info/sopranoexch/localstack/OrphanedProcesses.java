package info.sopranoexch.localstack;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Ends processes of a killed launcher. Their watchers stop them; two processes must never use the same data. */
final class OrphanedProcesses {
    private static final long PATIENCE_SECONDS = 45;
    private static final long KILL_SECONDS = 10;

    private OrphanedProcesses() {}

    /** Waits for the end of the processes, and kills the remaining ones. */
    static void end(StackFolder folder, Consumer<String> log) {
        List<ProcessHandle> left = RunningStack.lastIn(folder).map(RunningStack::processes).stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .flatMap(Optional::stream)
                .toList();
        if (left.isEmpty()) {
            return;
        }
        log.accept("waiting for " + left.size() + " processes of an earlier run to end");
        if (!await(left, PATIENCE_SECONDS)) {
            left.forEach(ProcessHandle::destroyForcibly);
            if (!await(left, KILL_SECONDS)) {
                throw new IllegalStateException("processes of an earlier run do not end: " + left);
            }
        }
    }

    /** Returns whether all processes end in time. */
    static boolean await(Collection<ProcessHandle> processes, long seconds) {
        CompletableFuture<?>[] exits =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(exits).get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot wait for processes", e);
        }
    }
}
