package info.sopranoexch.faults.traffic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some calls at a time. */
final class ParallelCalls {
    private static final int AT_ONCE = 8;

    /** What is done with each. */
    interface Work<T, R> {
        R apply(T one) throws IOException;
    }

    private ParallelCalls() {}

    /** @throws IOException the first failure, when there is one */
    static <T, R> List<R> map(List<T> all, Work<T, R> work) throws IOException {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<R>> running = all.stream()
                    .map(one -> threads.submit(() -> work.apply(one)))
                    .toList();
            List<R> results = new ArrayList<>();
            for (Future<R> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
