package info.sopranoexch.localstack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs steps in parallel, each after the steps that it depends on. After a failure no further step starts. */
final class DependentSteps implements AutoCloseable {
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final Runnable onFailure;

    /** @param onFailure called once, at the first failure; other steps may still run */
    DependentSteps(Runnable onFailure) {
        this.onFailure = onFailure;
    }

    /** A step that runs after the others. */
    CompletableFuture<Void> step(Runnable step, List<CompletableFuture<Void>> after) {
        return CompletableFuture.allOf(after.toArray(CompletableFuture<?>[]::new))
                .thenRunAsync(() -> run(step), executor);
    }

    private void run(Runnable step) {
        if (failure.get() != null) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            if (failure.compareAndSet(null, e)) {
                onFailure.run();
            }
        }
    }

    /** Waits for the steps and throws the first failure. */
    void await(List<CompletableFuture<Void>> steps) {
        try {
            CompletableFuture.allOf(steps.toArray(CompletableFuture<?>[]::new)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a step ended with an error", e);
        }
        RuntimeException first = failure.get();
        if (first != null) {
            throw first;
        }
    }

    @Override
    public void close() {
        executor.close();
    }
}
