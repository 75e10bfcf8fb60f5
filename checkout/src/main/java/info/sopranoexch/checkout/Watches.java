package info.sopranoexch.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** All payments that somebody looks at, and how many may be. Ends the streams before the server waits for its requests. */
@Component
class Watches implements SmartLifecycle {
    private final KnownPayments payments;
    private final InstantSource clock;
    private final PageSettings settings;

    private final Map<String, PaymentWatch> watches = new HashMap<>();
    private final Map<String, Integer> listenersByAddress = new HashMap<>();
    private int listeners;
    private boolean running;

    Watches(KnownPayments payments, InstantSource clock, PageSettings settings, MeterRegistry meters) {
        this.payments = payments;
        this.clock = clock;
        this.settings = settings;
        meters.gauge("soprano.page.listeners", this, Watches::listeners);
        meters.gauge("soprano.page.watched", this, Watches::watched);
    }

    /**
     * @param address of the browser: nobody may take the places of all others
     * @return to be closed by who listens; null when no more may
     */
    synchronized PaymentWatch.@Nullable Listener listen(String paymentId, String address) {
        int own = listenersByAddress.getOrDefault(address, 0);
        if (!running || listeners >= settings.maxListeners() || own >= settings.maxListenersPerAddress()) {
            return null;
        }
        PaymentWatch watch = watches.get(paymentId);
        Runnable whenLeft = () -> left(address);
        PaymentWatch.Listener listener = watch == null ? null : watch.join(whenLeft);
        if (listener == null && (watch == null || watch.isClosed())) {
            if (watch == null && watches.size() >= settings.maxWatched()) {
                return null;
            }
            PaymentWatch begun = begin(paymentId);
            listener = begun.join(whenLeft);
            Thread.ofVirtual().name("page-poller").start(() -> poll(paymentId, begun));
        }
        if (listener != null) {
            listeners++;
            listenersByAddress.merge(address, 1, Integer::sum);
        }
        return listener;
    }

    private PaymentWatch begin(String paymentId) {
        var watch = new PaymentWatch(paymentId, payments, clock, settings);
        watches.put(paymentId, watch);
        return watch;
    }

    private void poll(String paymentId, PaymentWatch watch) {
        try {
            watch.run();
        } finally {
            synchronized (this) {
                watches.remove(paymentId, watch);
            }
        }
    }

    private synchronized void left(String address) {
        listeners--;
        listenersByAddress.computeIfPresent(address, (_, before) -> before == 1 ? null : before - 1);
    }

    synchronized int listeners() {
        return listeners;
    }

    synchronized int watched() {
        return watches.size();
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public synchronized void stop() {
        running = false;
        watches.values().forEach(PaymentWatch::close);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
