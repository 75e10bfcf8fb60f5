package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One payment that somebody looks at. Asked about by one poller, however many look. */
final class PaymentWatch {
    private static final double SLOWING = 1.3;

    private final String paymentId;
    private final KnownPayments payments;
    private final InstantSource clock;
    private final PageSettings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition ended = lock.newCondition();

    private @Nullable Screen screen;
    private long revision;
    private int listeners;
    private boolean closed;
    private Duration pause;
    private Instant lastCheck = Instant.MIN;
    private volatile boolean returnUnreported;

    PaymentWatch(String paymentId, KnownPayments payments, InstantSource clock, PageSettings settings) {
        this.paymentId = paymentId;
        this.payments = payments;
        this.clock = clock;
        this.settings = settings;
        this.pause = settings.fastest();
    }

    /**
     * @param whenLeft run once, when the listener is closed
     * @return null when as many listen as may, or when it has ended
     */
    @Nullable
    Listener join(Runnable whenLeft) {
        lock.lock();
        try {
            if (closed || listeners >= settings.maxListenersPerPayment()) {
                return null;
            }
            listeners++;
            return new Listener(whenLeft);
        } finally {
            lock.unlock();
        }
    }

    /** Asks once and tells the listeners what is new. @return how long to wait before the next time */
    Duration pollOnce() {
        Lookup lookup = payments.find(paymentId, settings.askTimeout());
        Screen now = Screen.of(lookup, clock.instant(), settings.checkLimit());
        requestProviderCheck(now.phase());
        lock.lock();
        try {
            if (now.equals(screen)) {
                Duration slower = Duration.ofMillis((long) (pause.toMillis() * SLOWING));
                Duration most = now.phase().isUrgent() ? settings.slowest().dividedBy(2) : settings.slowest();
                pause = slower.compareTo(most) > 0 ? most : slower;
            } else {
                screen = now;
                revision++;
                pause = settings.fastest();
                changed.signalAll();
            }
            return lookup instanceof Lookup.Unavailable ? settings.slowest() : pause;
        } finally {
            lock.unlock();
        }
    }

    /**
     * While somebody waits for the provider's confirmation, and for a return that payment-service does not know of yet.
     * payment-service limits how often the provider is really queried.
     */
    private void requestProviderCheck(Phase phase) {
        Instant now = clock.instant();
        boolean report = returnUnreported && phase == Phase.READY;
        if ((phase == Phase.CHECKING || report) && !now.isBefore(lastCheck.plus(settings.checkPause()))) {
            lastCheck = now;
            boolean taken = payments.requestProviderCheck(paymentId, report, settings.askTimeout());
            returnUnreported = returnUnreported && !(report && taken);
        }
    }

    /** Polls until nobody listens any more. */
    void run() {
        try {
            for (Duration next = pollOnce(); !endedWithin(next); next = pollOnce()) {}
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private boolean endedWithin(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long nanos = time.toNanos();
            while (!closed && nanos > 0) {
                nanos = ended.awaitNanos(nanos);
            }
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Somebody who looks. Not for several threads at once. */
    final class Listener implements AutoCloseable {
        private final Runnable whenLeft;
        private long seen;
        private boolean left;

        private Listener(Runnable whenLeft) {
            this.whenLeft = whenLeft;
        }

        /** @return what has changed since the last time; null when nothing did for so long, or the watch has ended */
        @Nullable
        Screen next(Duration within) throws InterruptedException {
            lock.lock();
            try {
                long nanos = within.toNanos();
                while (!closed && revision == seen && nanos > 0) {
                    nanos = changed.awaitNanos(nanos);
                }
                if (closed || revision == seen) {
                    return null;
                }
                seen = revision;
                return screen;
            } finally {
                lock.unlock();
            }
        }

        /** The payer has come back from the provider, and payment-service did not respond to that. */
        void reportReturn() {
            returnUnreported = true;
        }

        boolean isOver() {
            return isClosed();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                if (left) {
                    return;
                }
                left = true;
                if (--listeners == 0) {
                    closed = true;
                    ended.signalAll();
                }
            } finally {
                lock.unlock();
            }
            whenLeft.run();
        }
    }
}
