package info.sopranoexch.localstack.infrastructure;

import java.time.Duration;

/** Waiting for a child to serve. */
final class Readiness {
    /** Throws as long as it is not ready; what it throws last is told when time is up. */
    interface Probe {
        void check() throws Exception;
    }

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Readiness() {}

    /** @throws IllegalStateException when the child dies or the time is up */
    static void await(ChildProcess child, Duration limit, Probe probe) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            if (!child.isAlive()) {
                throw child.failure("died at start with status " + child.exitValue());
            }
            try {
                probe.check();
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            } catch (Exception e) {
                if (System.nanoTime() > deadline) {
                    var failure = child.failure("does not serve after " + limit.toSeconds() + " s (" + e + ")");
                    failure.addSuppressed(e);
                    throw failure;
                }
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
