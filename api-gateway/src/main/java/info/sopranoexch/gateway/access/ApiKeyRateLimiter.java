package info.sopranoexch.gateway.access;

import info.sopranoexch.starter.problem.ProblemException;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Limits the rate of requests of each valid API key. */
@Component
class ApiKeyRateLimiter {
    private final String limit;
    private final TokenBuckets buckets;

    ApiKeyRateLimiter(RateLimitProperties properties) {
        this.limit = String.valueOf(properties.burst());
        this.buckets = new TokenBuckets(
                properties.burst(), properties.perSecond(), Duration.ofSeconds(1), properties.maxKeys());
    }

    /**
     * Counts a request of the key and sets the headers {@code RateLimit-*}.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 429 above the limit
     */
    void count(String keyId, HttpServletResponse response) {
        ConsumptionProbe probe = buckets.get(keyId).tryConsumeAndReturnRemaining(1);
        response.setHeader("RateLimit-Limit", limit);
        response.setHeader("RateLimit-Remaining", String.valueOf(probe.getRemainingTokens()));
        response.setHeader("RateLimit-Reset", String.valueOf(ceilSeconds(probe.getNanosToWaitForReset())));
        if (!probe.isConsumed()) {
            throw new ProblemException(429, "rate_limited", "The rate limit of the API key was exceeded. Retry later.")
                    .withRetryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    private static long ceilSeconds(long nanos) {
        return Duration.ofNanos(nanos).plusMillis(999).toSeconds();
    }
}
