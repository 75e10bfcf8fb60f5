package info.sopranoexch.gateway.access;

import info.sopranoexch.gateway.edge.ClientAddress;
import info.sopranoexch.gateway.problem.Problem;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How many wrong keys came from an address. Past the limit its wrong keys are 429 and no longer 401; a valid API key is let
 * through all the same, since many merchants may share an address, and those keys are too long to be found by trying. The
 * administrator's key is one that people choose: past the limit it is not looked at.
 */
@Component
class WrongKeys {
    /** Of addresses remembered, some 200 bytes each; the one unseen for longest goes first. */
    static final int MAX_ADDRESSES = 20_000;

    private final ClientAddress clientAddress;
    private final WrongKeySettings settings;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    WrongKeys(ClientAddress clientAddress, WrongKeySettings settings) {
        this.clientAddress = clientAddress;
        this.settings = settings;
    }

    /**
     * Counts a wrong API key, unless the client cannot be identified: a proxy that hides its clients must not turn the
     * wrong keys of one into the refusal of all.
     *
     * @throws info.sopranoexch.gateway.problem.ProblemException 429 past the limit
     */
    void note(HttpServletRequest request) {
        String client = clientAddress.identify(request);
        if (client != null) {
            note(client);
        }
    }

    /** Counts a wrong administrator's key. @throws info.sopranoexch.gateway.problem.ProblemException 429 past the limit */
    void noteAdmin(HttpServletRequest request) {
        note(adminClient(request));
    }

    private void note(String client) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(client, address -> fresh());
        }
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** @throws info.sopranoexch.gateway.problem.ProblemException 429 when the address has none left */
    void checkAdmin(HttpServletRequest request) {
        Bucket bucket;
        synchronized (buckets) {
            bucket = buckets.get(adminClient(request));
        }
        if (bucket == null) {
            return;
        }
        var probe = bucket.estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw tooMany(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** Unidentified clients of a proxy share one limit here: a key that people choose must never be guessed without one. */
    private String adminClient(HttpServletRequest request) {
        String client = clientAddress.identify(request);
        return client == null ? "proxy:" + request.getRemoteAddr() : client;
    }

    int addresses() {
        synchronized (buckets) {
            return buckets.size();
        }
    }

    private RuntimeException tooMany(Duration wait) {
        Problem problem = Problem.of(429, "rate_limited", "Too many wrong keys from this address.")
                .retryAfter(wait);
        return problem.with("RateLimit-Limit", String.valueOf(settings.burst()))
                .with("RateLimit-Remaining", "0")
                .with("RateLimit-Reset", String.valueOf(problem.headers().get("Retry-After")))
                .asException();
    }

    private Bucket fresh() {
        return Bucket.builder()
                .addLimit(bandwidth ->
                        bandwidth.capacity(settings.burst()).refillGreedy(settings.perMinute(), Duration.ofMinutes(1)))
                .build();
    }
}
