package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.json.JsonWriter;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Remembers when each key was used last and tells the payment service from time to time. Only told, never guarded: what a
 * crash loses is at most one interval.
 */
@Component
class KeyUsage implements SmartLifecycle {
    private static final long INTERVAL_SECONDS = 15;
    private static final int BATCH = 500;
    private static final Duration DEADLINE = Duration.ofSeconds(3);

    private final InternalService paymentService;
    private final Map<String, Instant> uses = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService ticker;

    KeyUsage(@Qualifier("paymentService") InternalService paymentService) {
        this.paymentService = paymentService;
    }

    void note(String keyId, Instant now) {
        uses.put(keyId, now);
    }

    /** Tells up to one batch; what could not be told stays for the next time. */
    void runOnce() {
        List<Map.Entry<String, Instant>> batch = new ArrayList<>();
        uses.entrySet().stream().limit(BATCH).forEach(use -> batch.add(Map.entry(use.getKey(), use.getValue())));
        if (batch.isEmpty()) {
            return;
        }
        byte[] body = JsonWriter.array(
                batch, (json, use) -> json.string("id", use.getKey()).time("last_used_at", use.getValue()));
        InternalResponse answer =
                paymentService.tryCall(InternalRequest.json("POST", "/internal/api-keys/usage", null, body), DEADLINE);
        if (answer != null && answer.isSuccess()) {
            // Not when it was used again meanwhile.
            batch.forEach(use -> uses.remove(use.getKey(), use.getValue()));
        }
    }

    @Override
    public void start() {
        ticker = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("key-usage").factory());
        var unused =
                ticker.scheduleWithFixedDelay(this::runSafely, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    }

    private void runSafely() {
        try {
            runOnce();
        } catch (RuntimeException e) {
            org.slf4j.LoggerFactory.getLogger(KeyUsage.class).warn("cannot tell the use of keys", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = ticker;
        if (running != null) {
            running.shutdownNow();
            runSafely();
        }
        ticker = null;
    }

    @Override
    public boolean isRunning() {
        return ticker != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
