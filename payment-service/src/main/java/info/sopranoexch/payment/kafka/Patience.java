package info.sopranoexch.payment.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits on a request's own (virtual) thread for what another thread brings about. */
public final class Patience {
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Patience() {}

    /** @return what {@code look} finds first; empty when it finds nothing in time */
    public static <T> Optional<T> await(Duration deadline, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<T> found = look.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
            found = look.get();
        }
        return found;
    }
}
