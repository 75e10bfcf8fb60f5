package info.sopranoexch.gateway.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/** The state told at {@code /health}: looked at once a second at most, however often it is asked for. */
@Component
class Health {
    private static final Duration KEEP = Duration.ofSeconds(1);

    private final Checks checks;
    private final ApplicationAvailability availability;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable State last;
    private long lookedAt;

    /** @param parts true for what is up */
    record State(Map<String, Boolean> parts) {
        boolean isUp() {
            return !parts.containsValue(false);
        }
    }

    Health(Checks checks, ApplicationAvailability availability) {
        this.checks = checks;
        this.availability = availability;
    }

    /** Whether this instance should be sent requests, whatever the others are like: what a balancer asks. */
    State readiness() {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("gateway", isTakingRequests());
        parts.put("directory", checks.directory());
        parts.put("replies", checks.ready());
        return new State(parts);
    }

    private boolean isTakingRequests() {
        return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
    }

    State state() {
        if (!isTakingRequests()) {
            return new State(Map.of("gateway", false));
        }
        lock.lock();
        try {
            State state = last;
            if (state == null || System.nanoTime() - lookedAt > KEEP.toNanos()) {
                state = look();
                last = state;
                lookedAt = System.nanoTime();
            }
            return state;
        } finally {
            lock.unlock();
        }
    }

    private State look() {
        var paymentService = CompletableFuture.supplyAsync(checks::paymentService, Thread::startVirtualThread);
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("kafka", checks.kafka());
        parts.put("payment-service", paymentService.join());
        parts.put("directory", checks.directory());
        parts.put("replies", checks.ready());
        return new State(parts);
    }
}
