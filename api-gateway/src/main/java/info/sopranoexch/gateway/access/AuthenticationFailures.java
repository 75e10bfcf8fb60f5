package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.starter.problem.ProblemException;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Counts failed authentications by client address. Above the limit an invalid API key gets 429 instead of 401. A valid API
 * key is always accepted: many merchants may share an address, and API keys are too long to be guessed. The administrator's
 * key is chosen by people, so above the limit it is not compared.
 */
@Component
class AuthenticationFailures {
    private final ClientAddress clientAddress;
    private final AuthenticationFailureProperties properties;
    private final TokenBuckets buckets;

    AuthenticationFailures(ClientAddress clientAddress, AuthenticationFailureProperties properties) {
        this.clientAddress = clientAddress;
        this.properties = properties;
        this.buckets = new TokenBuckets(
                properties.burst(), properties.perMinute(), Duration.ofMinutes(1), properties.maxAddresses());
    }

    /**
     * Counts an invalid API key, unless the client cannot be identified. Behind a proxy that does not report client
     * addresses, the failures of one client would otherwise count for all clients.
     *
     * @throws info.sopranoexch.starter.problem.ProblemException 429 above the limit
     */
    void count(HttpServletRequest request) {
        String client = clientAddress.identify(request);
        if (client != null) {
            count(client);
        }
    }

    /** Counts an invalid administrator's key. @throws info.sopranoexch.starter.problem.ProblemException 429 above the limit */
    void countAdmin(HttpServletRequest request) {
        count(adminClient(request));
    }

    private void count(String client) {
        var probe = buckets.get(client).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** @throws info.sopranoexch.starter.problem.ProblemException 429 if the address reached the limit */
    void requireAdminAttemptsLeft(HttpServletRequest request) {
        Bucket bucket = buckets.find(adminClient(request));
        if (bucket == null) {
            return;
        }
        var probe = bucket.estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Clients that a proxy does not identify share one limit here, because this key can be guessed. */
    private String adminClient(HttpServletRequest request) {
        String client = clientAddress.identify(request);
        return client == null ? "proxy:" + request.getRemoteAddr() : client;
    }

    private RuntimeException tooMany(Duration wait) {
        ProblemException problem = new ProblemException(
                        429, "rate_limited", "Too many failed authentications from this address.")
                .withRetryAfter(wait);
        return problem.withHeader("RateLimit-Limit", String.valueOf(properties.burst()))
                .withHeader("RateLimit-Remaining", "0")
                .withHeader(
                        "RateLimit-Reset", String.valueOf(problem.getHeaders().getFirst("Retry-After")));
    }
}
