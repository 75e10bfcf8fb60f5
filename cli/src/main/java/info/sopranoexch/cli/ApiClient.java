package info.sopranoexch.cli;

import com.fasterxml.jackson.databind.JsonNode;
import info.sopranoexch.cli.JsonHttpClient.Response;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Calls an API with one key and expects one status. Services that have just started may respond 503; such requests are
 * repeated for up to a minute.
 */
public final class ApiClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration UNAVAILABLE_TIMEOUT = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 500;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int UNAVAILABLE = 503;

    private final JsonHttpClient http = new JsonHttpClient(DEADLINE);
    private final String baseUrl;
    private final String keyHeader;
    private final String key;

    public ApiClient(String baseUrl, String keyHeader, String key) {
        this.baseUrl = baseUrl;
        this.keyHeader = keyHeader;
        this.key = key;
    }

    /** @throws IllegalStateException if the status differs from the expected one; the message contains the reason */
    public JsonNode post(String path, String body, int expectedStatus) {
        return send(() -> http.send("POST", baseUrl + path, body, keyHeader, key), expectedStatus);
    }

    /** @throws IllegalStateException if the status is not 200; the message contains the reason */
    public JsonNode get(String path) {
        return send(() -> http.get(baseUrl + path, keyHeader, key), OK);
    }

    /** @throws IllegalStateException if the status is not 204; the message contains the reason */
    public void delete(String path) {
        send(() -> http.send("DELETE", baseUrl + path, "", keyHeader, key), NO_CONTENT);
    }

    /** Passes each entry of a paginated list to the action. */
    void forEach(String path, Consumer<JsonNode> action) {
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

    private JsonNode send(Supplier<Response> request, int expectedStatus) {
        try {
            long end = System.nanoTime() + UNAVAILABLE_TIMEOUT.toNanos();
            Response response = request.get();
            while (response.status() == UNAVAILABLE && System.nanoTime() < end) {
                Thread.sleep(PAUSE_MILLIS);
                response = request.get();
            }
            if (response.status() != expectedStatus) {
                throw new IllegalStateException(problemText(response));
            }
            return response.body();
        } catch (UncheckedIOException e) {
            throw new IllegalStateException(baseUrl + " cannot be reached: " + ErrorText.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
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
