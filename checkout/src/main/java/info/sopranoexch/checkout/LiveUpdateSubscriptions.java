package info.sopranoexch.checkout;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Opens the streams of live updates within their limits. Closes them at shutdown, before the server waits for requests. */
@Component
class LiveUpdateSubscriptions implements SmartLifecycle {
    private final PaymentCache payments;
    private final PageRenderer renderer;
    private final InstantSource clock;
    private final CheckoutProperties properties;
    private final CheckoutProperties.LiveUpdates limits;

    private final Map<String, PaymentPoller> pollers = new HashMap<>();
    private final Map<String, Integer> streamsByClient = new HashMap<>();
    private int streams;
    private boolean running;

    LiveUpdateSubscriptions(
            PaymentCache payments,
            PageRenderer renderer,
            InstantSource clock,
            CheckoutProperties properties,
            MeterRegistry meters) {
        this.payments = payments;
        this.renderer = renderer;
        this.clock = clock;
        this.properties = properties;
        this.limits = properties.liveUpdates();
        meters.gauge("soprano.checkout.streams", this, LiveUpdateSubscriptions::streamCount);
        meters.gauge("soprano.checkout.polled.payments", this, LiveUpdateSubscriptions::polledPaymentCount);
    }

    /**
     * Opens a stream.
     *
     * @param client whose number of streams is limited
     * @param returned whether this browser came back from the provider
     * @return null if a limit is reached
     */
    synchronized @Nullable LiveUpdateStream open(String paymentId, String client, boolean returned, Language language) {
        if (!running
                || streams >= limits.maxStreams()
                || streamsByClient.getOrDefault(client, 0) >= limits.maxStreamsPerClient()) {
            return null;
        }
        PaymentPoller poller = pollers.get(paymentId);
        if (poller == null || poller.isStopped()) {
            if (poller == null && pollers.size() >= limits.maxPayments()) {
                return null;
            }
            poller = start(paymentId);
        } else if (!poller.hasRoom()) {
            return null;
        }
        streams++;
        streamsByClient.merge(client, 1, Integer::sum);
        LiveUpdateStream stream = stream(poller, client, returned, language);
        if (returned) {
            poller.reportReturn();
        }
        poller.add(stream);
        return stream;
    }

    private LiveUpdateStream stream(PaymentPoller poller, String client, boolean returned, Language language) {
        return new LiveUpdateStream(renderer, language, returned, clock, limits, stream -> {
            synchronized (this) {
                streams--;
                streamsByClient.computeIfPresent(client, (_, before) -> before == 1 ? null : before - 1);
                poller.remove(stream);
            }
        });
    }

    private PaymentPoller start(String paymentId) {
        var poller = new PaymentPoller(paymentId, payments, clock, properties);
        pollers.put(paymentId, poller);
        Thread.ofVirtual().name("payment-poller").start(() -> {
            try {
                poller.run();
            } finally {
                synchronized (this) {
                    pollers.remove(paymentId, poller);
                }
            }
        });
        return poller;
    }

    synchronized int streamCount() {
        return streams;
    }

    synchronized int polledPaymentCount() {
        return pollers.size();
    }

    @Override
    public synchronized void start() {
        running = true;
    }

    @Override
    public void stop() {
        Map<String, PaymentPoller> open;
        synchronized (this) {
            running = false;
            open = Map.copyOf(pollers);
        }
        open.values().forEach(PaymentPoller::stop);
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }
}
