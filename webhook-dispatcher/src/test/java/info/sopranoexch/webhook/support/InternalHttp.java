package info.sopranoexch.webhook.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway, as the dispatcher sees it: the services' token and the caller's account. */
public final class InternalHttp {
    private final HttpClient client = HttpClient.newHttpClient();
    private final long accountId;

    public InternalHttp(long accountId) {
        this.accountId = accountId;
    }

    public JsonNode get(String path) {
        return JsonMapper.shared().readTree(send(request(path).GET().build()).body());
    }

    public int status(String path) {
        return send(request(path).GET().build()).statusCode();
    }

    public HttpResponse<String> post(String path, String body) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    public HttpResponse<String> withoutToken(String path) {
        return send(HttpRequest.newBuilder(URI.create(Dispatcher.url(path))).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(Dispatcher.url(path)))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + Dispatcher.TOKEN)
                .header("X-Account-Id", String.valueOf(accountId));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
