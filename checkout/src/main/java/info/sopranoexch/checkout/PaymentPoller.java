package info.sopranoexch.checkout;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Polls one payment for all streams that show it, as long as there is one. */
final class PaymentPoller {
    private static final double SLOWDOWN = 1.3;

    private final String paymentId;
    private final PaymentCache payments;
    private final InstantSource clock;
    private final CheckoutProperties properties;
    private final Set<LiveUpdateStream> streams = new LinkedHashSet<>();

    private @Nullable PageModel page;
    private boolean stopped;
    private Duration pause;
    private Instant lastProviderCheck = Instant.MIN;
    private volatile boolean returnUnreported;

    PaymentPoller(String paymentId, PaymentCache payments, InstantSource clock, CheckoutProperties properties) {
        this.paymentId = paymentId;
        this.payments = payments;
        this.clock = clock;
        this.properties = properties;
        this.pause = properties.liveUpdates().minPollInterval();
    }

    synchronized boolean hasRoom() {
        return !stopped && streams.size() < properties.liveUpdates().maxStreamsPerPayment();
    }

    synchronized boolean isStopped() {
        return stopped;
    }

    /** Adds a stream and sends it the last known state. Closes it if the poller has stopped. */
    void add(LiveUpdateStream stream) {
        synchronized (this) {
            if (!stopped) {
                streams.add(stream);
                if (page != null) {
                    stream.send(page);
                }
                return;
            }
        }
        stream.close();
    }

    /** Removes a stream. Without streams the poller stops. */
    synchronized void remove(LiveUpdateStream stream) {
        streams.remove(stream);
        if (streams.isEmpty()) {
            stopped = true;
            notifyAll();
        }
    }

    /** The payer came back from the provider, and payment-service did not accept the report of that yet. */
    void reportReturn() {
        returnUnreported = true;
    }

    /** Polls until it is stopped. */
    void run() {
        try {
            Duration next = pollOnce();
            while (!isStoppedWithin(next)) {
                next = pollOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stop();
        }
    }

    /** Sends the payment's state to the streams if it is new. Returns how long to wait before the next poll. */
    Duration pollOnce() {
        PaymentLookup lookup = payments.find(paymentId, properties.lookup().timeout());
        PageModel now =
                PageModel.of(lookup, clock.instant(), properties.liveUpdates().confirmationTimeout());
        requestProviderCheck(now.state());
        boolean changed;
        List<LiveUpdateStream> open;
        synchronized (this) {
            changed = !now.equals(page);
            page = now;
            open = new ArrayList<>(streams);
        }
        if (changed) {
            open.forEach(stream -> stream.send(now));
        }
        open.forEach(LiveUpdateStream::tick);
        adjustPause(changed, now.state().isUrgent());
        return lookup instanceof PaymentLookup.Unavailable
                ? properties.liveUpdates().maxPollInterval()
                : pause;
    }

    private void adjustPause(boolean changed, boolean urgent) {
        CheckoutProperties.LiveUpdates limits = properties.liveUpdates();
        if (changed) {
            pause = limits.minPollInterval();
            return;
        }
        Duration longest = urgent ? limits.maxPollInterval().dividedBy(2) : limits.maxPollInterval();
        Duration longer = Duration.ofMillis((long) (pause.toMillis() * SLOWDOWN));
        pause = longer.compareTo(longest) > 0 ? longest : longer;
    }

    /**
     * Requests provider checks while a payer waits for the provider's confirmation, and reports a return that
     * payment-service does not know of yet. payment-service limits how often the provider is queried.
     */
    private void requestProviderCheck(PageState state) {
        Instant now = clock.instant();
        boolean report = returnUnreported && state == PageState.READY;
        Instant next = lastProviderCheck.plus(properties.liveUpdates().providerCheckInterval());
        if ((state == PageState.CHECKING || report) && !now.isBefore(next)) {
            lastProviderCheck = now;
            boolean accepted = payments.requestProviderCheck(
                    paymentId, report, properties.lookup().timeout());
            returnUnreported = returnUnreported && !(report && accepted);
        }
    }

    /** Stops polling and closes all streams. */
    void stop() {
        List<LiveUpdateStream> open;
        synchronized (this) {
            stopped = true;
            notifyAll();
            open = new ArrayList<>(streams);
        }
        open.forEach(LiveUpdateStream::close);
    }

    private synchronized boolean isStoppedWithin(Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); !stopped && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        return stopped;
    }
}
