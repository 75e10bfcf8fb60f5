package info.sopranoexch.payment.testing;

import info.sopranoexch.starter.testing.HttpTestClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Sends requests as the gateway does. */
public final class Http {
    /** @param text the body */
    public record Response(int status, JsonNode json, String text) {
        public String code() {
            return json.path("code").asString("");
        }
    }

    private final HttpTestClient client;

    public Http(int port) {
        this(HttpTestClient.localhost(port).with("Authorization", "Bearer " + ServiceSettings.TOKEN));
    }

    private Http(HttpTestClient client) {
        this.client = client;
    }

    public Http withToken(@Nullable String other) {
        var anonymous = new HttpTestClient(client.base());
        return new Http(other == null ? anonymous : anonymous.with("Authorization", "Bearer " + other));
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
        HttpRequest.Builder request = client.request(path)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (account != 0) {
            request.header("X-Account-Id", String.valueOf(account));
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        HttpTestClient.Response response = client.send(request);
        return new Response(response.status(), response.json(), response.text());
    }
}
