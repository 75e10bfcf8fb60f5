package info.sopranoexch.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Calls the internal HTTP API of one service of the running stack, with the token that the services share. */
final class InternalApi implements AutoCloseable {
    private final ApiClient client;

    /** @throws IllegalStateException if nothing is up */
    InternalApi(StackFolder folder, String service) {
        String port = RunningStack.require(folder).get(RunningStack.PORT + service);
        String token = StackSecrets.in(folder.secrets()).get(StackSecrets.INTERNAL_TOKEN);
        this.client = new ApiClient("http://127.0.0.1:" + port, "Authorization", "Bearer " + token);
    }

    /**
     * Passes each entry of a list to the action, page by page.
     *
     * @param path with a query
     */
    void forEach(String path, Consumer<JsonNode> action) {
        String cursor = "";
        do {
            JsonNode page = client.get(path + (cursor.isEmpty() ? "" : "&cursor=" + encode(cursor)), 200);
            page.path("data").forEach(action);
            cursor = page.path("next_cursor").isNull()
                    ? ""
                    : page.path("next_cursor").asText();
        } while (!cursor.isEmpty());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
    }
}
