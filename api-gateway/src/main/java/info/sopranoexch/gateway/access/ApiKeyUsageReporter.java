package info.sopranoexch.gateway.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import info.sopranoexch.gateway.upstream.InternalRequest;
import info.sopranoexch.gateway.upstream.InternalResponse;
import info.sopranoexch.gateway.upstream.InternalService;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Reports the last use of each API key to payment-service. Best effort: a crash loses at most one interval. */
@Component
class ApiKeyUsageReporter {
    private static final long INTERVAL_SECONDS = 15;
    private static final int MAX_BATCH = 500;
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private record KeyUse(
            String id, @JsonProperty("last_used_at") Instant lastUsedAt) {}

    private final InternalService paymentService;
    private final JsonMapper json;
    private final Map<String, Instant> lastUses = new ConcurrentHashMap<>();

    ApiKeyUsageReporter(@Qualifier("paymentService") InternalService paymentService, JsonMapper json) {
        this.paymentService = paymentService;
        this.json = json;
    }

    void recordUse(String keyId, Instant now) {
        lastUses.put(keyId, now);
    }

    /** Reports one batch. A use that could not be reported stays for the next run. */
    @PreDestroy
    @Scheduled(initialDelay = INTERVAL_SECONDS, fixedDelay = INTERVAL_SECONDS, timeUnit = TimeUnit.SECONDS)
    void runOnce() {
        List<KeyUse> batch = lastUses.entrySet().stream()
                .limit(MAX_BATCH)
                .map(use -> new KeyUse(use.getKey(), use.getValue()))
                .toList();
        if (batch.isEmpty()) {
            return;
        }
        InternalResponse response = paymentService.tryCall(
                InternalRequest.json("POST", "/internal/api-keys/usage", null, json.writeValueAsBytes(batch)), TIMEOUT);
        if (response != null && response.isSuccess()) {
            // A key that was used again in the meantime stays.
            batch.forEach(use -> lastUses.remove(use.id(), use.lastUsedAt()));
        }
    }
}
