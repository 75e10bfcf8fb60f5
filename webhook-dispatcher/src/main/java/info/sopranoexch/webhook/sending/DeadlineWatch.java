package info.sopranoexch.webhook.sending;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Aborts attempts at their deadline. A socket timeout bounds the wait for one byte, not for the last: a receiver that
 * drips would hold an attempt for ever. One thread looks at all attempts under way every 50 ms, which is cheaper than a
 * timer for each of thousands a second.
 */
final class DeadlineWatch implements AutoCloseable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(50);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    DeadlineWatch() {
        thread = Thread.ofPlatform().name("webhook-deadlines").daemon().start(this::run);
    }

    Watched watch(Cancellable request, long nanos) {
        Watched watch = new Watched(request, System.nanoTime() + nanos);
        watched.add(watch);
        return watch;
    }

    /** Aborts whatever is under way. */
    void abortAll() {
        watched.forEach(Watched::expire);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(TICK);
            long now = System.nanoTime();
            for (Watched watch : watched) {
                if (now - watch.deadline >= 0) {
                    watch.expire();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    final class Watched implements AutoCloseable {
        private final Cancellable request;
        private final long deadline;
        private volatile boolean expired;

        private Watched(Cancellable request, long deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        boolean expired() {
            return expired || System.nanoTime() - deadline >= 0;
        }

        private void expire() {
            expired = true;
            request.cancel();
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
