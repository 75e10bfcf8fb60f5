package info.sopranoexch.starter.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts requests at their deadline. A socket timeout bounds the wait for one byte, not for the last: a peer that drips
 * would hold a request for ever. One thread looks at all requests under way every 50 ms, which is cheaper than a timer for
 * each of thousands a second.
 */
public final class DeadlineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final Duration TICK = Duration.ofMillis(50);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final long tickNanos;
    private final Thread thread;
    private volatile boolean closed;

    /** @param name of the thread that watches */
    public DeadlineWatch(String name) {
        this(name, TICK);
    }

    DeadlineWatch(String name, Duration tick) {
        tickNanos = tick.toNanos();
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    /** @param nanos until the deadline; the request is aborted up to 50 ms after it */
    public Watched watch(Cancellable request, long nanos) {
        Watched watch = new Watched(request, System.nanoTime() + nanos);
        watched.add(watch);
        return watch;
    }

    /** Aborts whatever is under way. */
    public void abortAll() {
        watched.forEach(Watched::expire);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(tickNanos);
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

    /** A request under way; closed when it is over. */
    public final class Watched implements AutoCloseable {
        private final Cancellable request;
        private final long deadline;
        private volatile boolean expired;

        private Watched(Cancellable request, long deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        /** Whether its time is over, or it was aborted. */
        public boolean expired() {
            return expired || System.nanoTime() - deadline >= 0;
        }

        private void expire() {
            expired = true;
            try {
                request.cancel();
            } catch (RuntimeException e) {
                // It came to its end at this very moment, and the client finds nothing to cancel; others have deadlines
                // too.
                log.debug("too late to cancel: {}", e.toString());
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
