package info.sopranoexch.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A client of the REST API. */
final class MerchantClient {
    private static final Duration DEADLINE = Duration.ofSeconds(15);

    record Response(int status, JsonNode body, Map<String, List<String>> headers) {
        String text(String field) {
            return body.path(field).asText();
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ObjectMapper json = new ObjectMapper();
    private final String baseUrl;
    private final String keyHeader;
    private final String key;

    /** @param baseUrl with {@code /api/v1} */
    MerchantClient(String baseUrl, String apiKey) {
        this(baseUrl, "X-API-Key", apiKey);
    }

    private MerchantClient(String baseUrl, String keyHeader, String key) {
        this.baseUrl = baseUrl;
        this.keyHeader = keyHeader;
        this.key = key;
    }

    /** A client with the admin key. */
    static MerchantClient admin(String baseUrl, String adminKey) {
        return new MerchantClient(baseUrl, "X-Admin-Key", adminKey);
    }

    /** The same client with another gateway. */
    MerchantClient at(String otherBaseUrl) {
        return new MerchantClient(otherBaseUrl, keyHeader, key);
    }

    Response createMerchant(String name, URI webhookUrl) throws IOException, InterruptedException {
        return post(
                "/merchant/create",
                String.format(Locale.ROOT, "{\"name\":\"%s\",\"webhook_url\":\"%s\"}", name, webhookUrl));
    }

    Response createPayment(long merchantId, String amount, String idempotencyKey)
            throws IOException, InterruptedException {
        String body = String.format(
                Locale.ROOT, "{\"merchant_id\":%d,\"amount\":%s,\"currency\":\"RUB\"}", merchantId, amount);
        return post("/payment/create", body, "Idempotency-Key", idempotencyKey);
    }

    Response payment(String paymentId) throws IOException, InterruptedException {
        return send(request("/payment/" + paymentId));
    }

    Response get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Response post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Response put(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Response delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(DEADLINE)
                .header(keyHeader, key);
    }

    private Response send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Response(
                response.statusCode(),
                json.readTree(response.body()),
                response.headers().map());
    }
}
