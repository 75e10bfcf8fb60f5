package info.sopranoexch.gateway.page;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at one payment again and again while anybody watches it, and wakes them when something has changed. */
final class PageWatch {
    private static final Logger log = LoggerFactory.getLogger(PageWatch.class);
    private static final Duration INTERVAL = Duration.ofMillis(700);

    private final String paymentId;
    private final PageWatches owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private PageState state;
    private boolean stopped;
    /** Guarded by the map of {@link PageWatches}. */
    int viewers;

    PageWatch(String paymentId, PageState state, PageWatches owner) {
        this.paymentId = paymentId;
        this.state = state;
        this.owner = owner;
    }

    String paymentId() {
        return paymentId;
    }

    void start() {
        Thread.ofVirtual().name("page-watch").start(this::run);
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        while (pause()) {
            try {
                PageState seen = owner.look(paymentId);
                if (seen != null) {
                    tell(seen);
                }
            } catch (RuntimeException e) {
                log.warn("cannot look at a payment: {}", e.toString());
            }
        }
    }

    private boolean pause() {
        lock.lock();
        try {
            long left = INTERVAL.toNanos();
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            return !stopped && !state.isOver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void tell(PageState seen) {
        lock.lock();
        try {
            if (!seen.equals(state)) {
                state = seen;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the payment stands otherwise than {@code seen}.
     *
     * @param seen null: how it stands now
     * @return null when nothing changed within {@code atMost}
     */
    @Nullable
    PageState next(@Nullable PageState seen, Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (state.equals(seen) && left > 0) {
                left = changed.awaitNanos(left);
            }
            return state.equals(seen) ? null : state;
        } finally {
            lock.unlock();
        }
    }
}
