package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.problem.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** One bucket an API key. Only keys that are valid get one, and past {@value #MAX_BUCKETS} all begin anew. */
@Component
class RateLimits {
    private static final int MAX_BUCKETS = 100_000;

    private final RateLimitSettings settings;
    private final String limit;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    RateLimits(RateLimitSettings settings) {
        this.settings = settings;
        this.limit = String.valueOf(settings.burst());
    }

    /**
     * Takes one from the key's bucket and tells in {@code RateLimit-*} what is left.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 429 when it is empty
     */
    void take(String keyId, HttpServletResponse response) {
        ConsumptionProbe probe = bucket(keyId).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Limit", limit);
        response.setHeader("RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", String.valueOf(ceilSeconds(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            throw Problem.of(429, "rate_limited", "The rate limit of the API key was exceeded. Retry later.")
                    .retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()))
                    .asException();
        }
    }

    private static long ceilSeconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }

    private Bucket bucket(String keyId) {
        if (buckets.size() > MAX_BUCKETS) {
            buckets.clear();
        }
        return buckets.computeIfAbsent(
                keyId,
                id -> Bucket.builder()
                        .addLimit(bandwidth -> bandwidth
                                .capacity(settings.burst())
                                .refillGreedy(settings.perSecond(), Duration.ofSeconds(1)))
                        .build());
    }
}
