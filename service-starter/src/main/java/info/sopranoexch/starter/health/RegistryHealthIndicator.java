package info.sopranoexch.starter.health;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Reports whether the schema registry responds, with a request at most every few seconds. A service needs the registry only
 * for schemas that it has not seen yet, so it is not part of readiness.
 */
final class RegistryHealthIndicator implements HealthIndicator {
    private static final int TIMEOUT_MILLIS = 2_000;
    private static final Duration MAX_AGE = Duration.ofSeconds(5);

    private final List<String> urls;
    private final @Nullable String credentials;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Health last;
    private long checkedAtNanos;

    /**
     * @param urls comma separated; one of them must respond
     * @param credentials {@code user:password}; null for none
     */
    RegistryHealthIndicator(String urls, @Nullable String credentials) {
        this.urls = Stream.of(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .toList();
        this.credentials = credentials;
    }

    @Override
    public Health health() {
        lock.lock();
        try {
            Health known = last;
            if (known == null || System.nanoTime() - checkedAtNanos > MAX_AGE.toNanos()) {
                known = check();
                last = known;
                checkedAtNanos = System.nanoTime();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Health check() {
        var reasons = new ArrayList<String>();
        for (String url : urls) {
            String reason = check(url);
            if (reason == null) {
                return Health.up().build();
            }
            reasons.add(reason);
        }
        return Health.down().withDetail("reason", String.join("; ", reasons)).build();
    }

    /** @return the reason of the failure; null if the registry responds */
    private @Nullable String check(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url + (url.endsWith("/") ? "" : "/") + "subjects")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            if (credentials != null) {
                String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
                connection.setRequestProperty("Authorization", "Basic " + encoded);
            }
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? null : "responded " + status;
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        }
    }
}
