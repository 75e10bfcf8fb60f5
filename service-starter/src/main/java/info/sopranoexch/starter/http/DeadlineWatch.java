package info.sopranoexch.starter.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts requests at their deadline. A socket timeout limits the wait for the next byte only: a slow server could hold a
 * request forever. One thread checks all requests every 50 ms, which is cheaper than a timer for each request.
 */
public final class DeadlineWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final Duration TICK = Duration.ofMillis(50);

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final long tickNanos;
    private final Thread thread;
    private volatile boolean closed;

    /** @param name of the checking thread */
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

    /** Aborts all requests in flight. */
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

    /** A request in flight; the caller closes it at the end of the request. */
    public final class Watched implements AutoCloseable {
        private final Cancellable request;
        private final long deadline;
        private volatile boolean expired;

        private Watched(Cancellable request, long deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        /** Whether the deadline has passed or the request was aborted. */
        public boolean expired() {
            return expired || System.nanoTime() - deadline >= 0;
        }

        private void expire() {
            expired = true;
            try {
                request.cancel();
            } catch (RuntimeException e) {
                // The request ended at the same moment. The thread must continue for the other requests.
                log.debug("too late to cancel: {}", e.toString());
            }
        }

        @Override
        public void close() {
            watched.remove(this);
        }
    }
}
