package info.sopranoexch.payment.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Sends requests as the gateway does. */
public final class Http {
    /** @param text the body */
    public record Response(int status, JsonNode json, String text) {
        public String code() {
            return json.path("code").asString("");
        }
    }

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String base;
    private final @Nullable String token;

    public Http(int port) {
        this("http://localhost:" + port, ServiceSettings.TOKEN);
    }

    private Http(String base, @Nullable String token) {
        this.base = base;
        this.token = token;
    }

    public Http withToken(@Nullable String other) {
        return new Http(base, other);
    }

    public Response get(String path, long account) {
        return call("GET", path, account, null);
    }

    /** Reads all pages of a list. @return the items in order */
    public List<JsonNode> pages(String path, long account) {
        var items = new ArrayList<JsonNode>();
        String cursor = "";
        do {
            JsonNode page = get(path + cursor, account).json();
            page.path("data").forEach(items::add);
            String next = page.path("next_cursor").asString("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());
        return items;
    }

    public Response post(String path, long account, String body) {
        return call("POST", path, account, body);
    }

    /** @param account 0 for none */
    public Response call(String method, String path, long account, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (account != 0) {
            request.header("X-Account-Id", String.valueOf(account));
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<String> answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Response(
                    answer.statusCode(),
                    json ? JSON.readTree(answer.body()) : MissingNode.getInstance(),
                    answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
