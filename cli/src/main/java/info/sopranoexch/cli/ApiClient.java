package info.sopranoexch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.JsonHttpClient.Response;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Calls an API with one key and expects certain statuses. Services that have just started may respond 503; requests that are
 * safe to repeat are repeated for up to a minute.
 */
public final class ApiClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration UNAVAILABLE_TIMEOUT = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 500;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;
    private static final String OVERLOADED = "overloaded";

    private final JsonHttpClient http;
    private final String baseUrl;
    private final String keyHeader;
    private final String key;

    public ApiClient(String baseUrl, String keyHeader, String key) {
        this(baseUrl, keyHeader, key, DEADLINE);
    }

    /** @param deadline of each request */
    public ApiClient(String baseUrl, String keyHeader, String key, Duration deadline) {
        this.http = new JsonHttpClient(deadline);
        this.baseUrl = baseUrl;
        this.keyHeader = keyHeader;
        this.key = key;
    }

    /**
     * Repeats the request only after a 503 that promises that nothing was processed.
     *
     * @throws ApiException if the status is not an expected one
     */
    public JsonNode post(String path, String body, int... expectedStatuses) {
        return send(
                () -> http.send("POST", baseUrl + path, body, keyHeader, key),
                response -> response.body().path("code").asText().equals(OVERLOADED),
                expectedStatuses);
    }

    /**
     * Repeats the request after each 503, so that it may be processed more than once.
     *
     * @throws ApiException if the status is not an expected one
     */
    public JsonNode postRepeatedly(String path, String body, int... expectedStatuses) {
        return send(() -> http.send("POST", baseUrl + path, body, keyHeader, key), expectedStatuses);
    }

    /**
     * Sends the same Idempotency-Key with each repetition.
     *
     * @throws ApiException if the status is not an expected one
     */
    public JsonNode postIdempotent(String path, String body, int... expectedStatuses) {
        String idempotencyKey = UUID.randomUUID().toString();
        return send(
                () -> http.send("POST", baseUrl + path, body, keyHeader, key, "Idempotency-Key", idempotencyKey),
                expectedStatuses);
    }

    /** @throws ApiException if the status is not 200 */
    public JsonNode get(String path) {
        return send(() -> http.get(baseUrl + path, keyHeader, key), OK);
    }

    /** @throws ApiException if the status is not 200, without a repetition of the request */
    public JsonNode getOnce(String path) {
        return exchange(() -> expect(http.get(baseUrl + path, keyHeader, key), OK));
    }

    /** @throws ApiException if the status is not 204 */
    public void delete(String path) {
        send(() -> http.send("DELETE", baseUrl + path, "", keyHeader, key), NO_CONTENT);
    }

    /** Passes each entry of a paginated list to the action. */
    public void forEach(String path, Consumer<JsonNode> action) {
        String cursor = "";
        do {
            JsonNode page = get(path + cursor);
            page.path("data").forEach(action);
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual()
                    ? (path.contains("?") ? "&" : "?") + "cursor="
                            + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
    }

    private JsonNode send(Supplier<Response> request, int... expectedStatuses) {
        return send(request, _ -> true, expectedStatuses);
    }

    private JsonNode send(Supplier<Response> request, Predicate<Response> mayRepeat, int... expectedStatuses) {
        return exchange(() -> {
            long end = System.nanoTime() + UNAVAILABLE_TIMEOUT.toNanos();
            Response response = request.get();
            while (response.status() == UNAVAILABLE && mayRepeat.test(response) && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MILLIS);
                response = request.get();
            }
            return expect(response, expectedStatuses);
        });
    }

    private JsonNode exchange(Exchange exchange) {
        try {
            return exchange.run();
        } catch (UncheckedIOException e) {
            throw ApiException.noResponse(baseUrl + " cannot be reached: " + ErrorText.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode expect(Response response, int... statuses) {
        if (Arrays.stream(statuses).noneMatch(status -> status == response.status())) {
            throw new ApiException(response.status(), problemText(response));
        }
        return response.body();
    }

    private interface Exchange {
        JsonNode run() throws InterruptedException;
    }

    /** The detail of a problem document, and one line for each invalid field. */
    private static String problemText(Response response) {
        JsonNode problem = response.body();
        String detail = problem.path("detail").asText(problem.path("title").asText());
        var text = new StringBuilder("the request was refused with status ")
                .append(response.status())
                .append(detail.isBlank() ? "" : ": " + detail);
        problem.path("errors")
                .forEach(error -> text.append(System.lineSeparator())
                        .append("  ")
                        .append(error.path("message").asText()));
        return text.toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
