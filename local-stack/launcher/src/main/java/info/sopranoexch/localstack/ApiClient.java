package info.sopranoexch.localstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * A few calls with one key, each with a deadline of 15 s. A 503, which services that have just started on a busy machine may
 * answer, is asked again for up to a minute.
 */
final class ApiClient implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 500;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** Amounts keep their decimals. */
    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final String baseUrl;
    private final String keyHeader;
    private final String key;

    ApiClient(String baseUrl, String keyHeader, String key) {
        this.baseUrl = baseUrl;
        this.keyHeader = keyHeader;
        this.key = key;
    }

    /** @throws IllegalStateException when the status is another than the wanted one; the message says why */
    JsonNode post(String path, String body, int wanted) {
        return send(
                path,
                wanted,
                builder -> builder.header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** @throws IllegalStateException when the status is another than the wanted one; the message says why */
    JsonNode get(String path, int wanted) {
        return send(path, wanted, HttpRequest.Builder::GET);
    }

    /** @throws IllegalStateException when the status is another than 204; the message says why */
    void delete(String path) {
        send(path, 204, HttpRequest.Builder::DELETE);
    }

    private interface Method {
        HttpRequest.Builder on(HttpRequest.Builder builder);
    }

    private JsonNode send(String path, int wanted, Method method) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(DEADLINE)
                .header(keyHeader, key);
        try {
            HttpResponse<String> response = sendPatiently(method.on(builder).build(), wanted);
            if (response.statusCode() != wanted) {
                throw new IllegalStateException(refusal(response));
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(baseUrl + " cannot be reached: " + Failure.describe(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What a problem document says, with each invalid field. */
    private String refusal(HttpResponse<String> response) {
        JsonNode problem;
        try {
            problem = json.readTree(response.body());
        } catch (JsonProcessingException e) {
            problem = json.createObjectNode();
        }
        String text = problem.path("detail").asText(problem.path("title").asText());
        var refusal = new StringBuilder("the request was refused with status ")
                .append(response.statusCode())
                .append(text.isBlank() ? "" : ": " + text);
        problem.path("errors")
                .forEach(error -> refusal.append(System.lineSeparator())
                        .append("  ")
                        .append(error.path("message").asText()));
        return refusal.toString();
    }

    private HttpResponse<String> sendPatiently(HttpRequest request, int wanted)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        while (response.statusCode() == UNAVAILABLE && wanted != UNAVAILABLE && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
            response = http.send(request, HttpResponse.BodyHandlers.ofString());
        }
        return response;
    }

    @Override
    public void close() {
        http.close();
    }
}
