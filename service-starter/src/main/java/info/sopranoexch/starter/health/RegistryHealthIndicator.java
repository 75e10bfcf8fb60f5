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
 * Whether the schema registry answers, asked at most every few seconds. A service needs it for schemas that it has not
 * seen yet, and for nothing else: it is no part of readiness.
 */
final class RegistryHealthIndicator implements HealthIndicator {
    private static final int DEADLINE_MILLIS = 2_000;
    private static final Duration KEEP = Duration.ofSeconds(5);

    private final List<String> urls;
    private final @Nullable String credentials;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Health last;
    private long askedAt;

    /**
     * @param urls comma separated, one of which has to answer
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
            if (known == null || System.nanoTime() - askedAt > KEEP.toNanos()) {
                known = ask();
                last = known;
                askedAt = System.nanoTime();
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Health ask() {
        var reasons = new ArrayList<String>();
        for (String url : urls) {
            String reason = ask(url);
            if (reason == null) {
                return Health.up().build();
            }
            reasons.add(reason);
        }
        return Health.down().withDetail("reason", String.join("; ", reasons)).build();
    }

    /** @return why not; null when it answers */
    private @Nullable String ask(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url + (url.endsWith("/") ? "" : "/") + "subjects")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(DEADLINE_MILLIS);
            connection.setReadTimeout(DEADLINE_MILLIS);
            if (credentials != null) {
                String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
                connection.setRequestProperty("Authorization", "Basic " + encoded);
            }
            try {
                int status = connection.getResponseCode();
                return status == HttpURLConnection.HTTP_OK ? null : "answered " + status;
            } finally {
                connection.disconnect();
            }
        } catch (IOException | IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        }
    }
}
