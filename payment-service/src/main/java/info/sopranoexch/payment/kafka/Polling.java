package info.sopranoexch.payment.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits on the virtual thread of a request for a result that another thread produces. */
public final class Polling {
    private static final Duration INTERVAL = Duration.ofMillis(25);

    private Polling() {}

    /** @return the first result of the query; empty if there is none before the timeout */
    public static <T> Optional<T> await(Duration timeout, Supplier<Optional<T>> query) {
        long end = System.nanoTime() + timeout.toNanos();
        Optional<T> found = query.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(INTERVAL);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            found = query.get();
        }
        return found;
    }
}
