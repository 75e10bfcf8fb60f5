package info.sopranoexch.sdk;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Sends requests: authentication, idempotency keys, retries. */
final class Transport {
    private static final String VERSION = "0.1.0";
    /** The longest Retry-After for which the client waits. Above it the exception is thrown at once. */
    private static final Duration MAX_RETRY_AFTER = Duration.ofSeconds(60);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final Duration MAX_BACKOFF = Duration.ofSeconds(8);
    /** The codes of errors that occur before a request is processed. After any other error its outcome can be unknown. */
    private static final Set<String> NOT_PROCESSED =
            Set.of("rate_limited", "overloaded", "request_expired", "starting", "directory_incomplete");

    private final HttpClient http;
    private final String apiKey;
    private final String baseUrl;
    private final Duration timeout;
    private final int maxRetries;

    Transport(HttpClient http, String apiKey, String baseUrl, Duration timeout, int maxRetries) {
        this.http = http;
        this.apiKey = apiKey;
        this.baseUrl = baseUrl.replaceAll("/+$", "");
        this.timeout = timeout;
        this.maxRetries = maxRetries;
    }

    Object get(String path, Fields query) {
        return get(path, query, Duration.ZERO);
    }

    Object get(String path, Fields query, Duration extraTimeout) {
        String search = query.values().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(entry -> entry.getKey() + "=" + encode(Json.toText(entry.getValue())))
                .collect(Collectors.joining("&"));
        String url = search.isEmpty() ? path : path + "?" + search;
        return send(new Call("GET", url, null, null, true, timeout.plus(extraTimeout)))
                .body();
    }

    Object get(String path) {
        return send(new Call("GET", path, null, null, true, timeout)).body();
    }

    /** A request without an idempotency key: repeated only if it was certainly not processed. */
    Object post(String path, Map<String, Object> body) {
        return send(new Call("POST", path, body, null, false, timeout)).body();
    }

    Object patch(String path, Map<String, Object> body) {
        return send(new Call("PATCH", path, body, null, true, timeout)).body();
    }

    /** A request that is executed once, however often it is sent. Without a key it gets an automatic one. */
    Response postOnce(String path, Map<String, Object> body, String idempotencyKey) {
        String key = idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey;
        return send(new Call("POST", path, body, key, true, timeout));
    }

    static String path(Object... parts) {
        return Arrays.stream(parts)
                .map(part -> "/" + encode(String.valueOf(part)))
                .collect(Collectors.joining());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Response send(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + call.path))
                .header("Accept", "application/json")
                .header(
                        "User-Agent",
                        "soprano-exchange-java/" + VERSION + " java/"
                                + Runtime.version().feature())
                .header("X-API-Key", apiKey)
                .method(
                        call.method,
                        call.body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(call.body)));
        if (call.body != null) {
            request.header("Content-Type", "application/json");
        }
        if (call.idempotencyKey != null) {
            request.header("Idempotency-Key", call.idempotencyKey);
        }
        for (int attempt = 0; ; attempt++) {
            try {
                return exchange(request.build(), call.timeout);
            } catch (ApiException | ApiConnectionException e) {
                Optional<Duration> delay = delay(attempt, e);
                if (attempt >= maxRetries || delay.isEmpty() || !mayRepeat(e, call.repeatable)) {
                    throw e;
                }
                sleep(delay.get());
            }
        }
    }

    private Response exchange(HttpRequest request, Duration timeout) {
        // The timeout of HttpRequest ends with the headers of the response.
        CompletableFuture<HttpResponse<String>> future = http.sendAsync(request, BodyHandlers.ofString());
        try {
            HttpResponse<String> response = future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            int status = response.statusCode();
            if (status < 200 || status >= 300) {
                throw ApiException.of(Problem.of(status, response.headers(), response.body()));
            }
            return new Response(status, Json.parse(response.body()));
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new ApiTimeoutException("no response within " + timeout, e);
        } catch (ExecutionException | IllegalArgumentException e) {
            throw new ApiConnectionException("no usable response: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            future.cancel(true);
            throw interrupted(e);
        }
    }

    private static boolean mayRepeat(SopranoException exception, boolean repeatable) {
        if (!(exception instanceof ApiException e)) {
            return repeatable && !Thread.currentThread().isInterrupted();
        }
        if (NOT_PROCESSED.contains(e.code())) {
            return true;
        }
        return repeatable
                && (Set.of(408, 429, 500, 502, 503, 504).contains(e.status())
                        || e.code().equals("idempotency_in_flight"));
    }

    /** The time until the next attempt, random so that clients do not retry together. Empty if it is too long. */
    private static Optional<Duration> delay(int attempt, SopranoException exception) {
        long limit = Math.min(FIRST_BACKOFF.toMillis() << Math.min(attempt, 10), MAX_BACKOFF.toMillis());
        Duration backoff = Duration.ofMillis(ThreadLocalRandom.current().nextLong(limit / 2, limit));
        Optional<Duration> retryAfter = exception instanceof ApiException e ? e.retryAfter() : Optional.empty();
        if (retryAfter.isEmpty()) {
            return Optional.of(backoff);
        }
        return retryAfter
                .filter(wait -> wait.compareTo(MAX_RETRY_AFTER) <= 0)
                .map(wait -> wait.plus(backoff.dividedBy(2)));
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static ApiConnectionException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new ApiConnectionException("interrupted", e);
    }

    /** {@code repeatable}: the call has the same effect if it is sent again. */
    private record Call(
            String method,
            String path,
            Map<String, Object> body,
            String idempotencyKey,
            boolean repeatable,
            Duration timeout) {}

    record Response(int status, Object body) {}
}
