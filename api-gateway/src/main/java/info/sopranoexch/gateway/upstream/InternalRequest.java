package info.sopranoexch.gateway.upstream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to an internal service.
 *
 * @param path begins with a slash and includes the query; its ids have been checked
 * @param accountId the account whose data is requested; null for calls without an account
 * @param repeatable whether the request may be sent again although it may already have been processed
 */
public record InternalRequest(
        String method,
        String path,
        @Nullable Long accountId,
        byte @Nullable [] body,
        Map<String, String> headers,
        boolean repeatable) {

    public static InternalRequest get(String path, @Nullable Long accountId) {
        return new InternalRequest("GET", path, accountId, null, Map.of(), true);
    }

    /** Creates a request with a JSON body. An empty body is sent as {@code {}}. */
    public static InternalRequest json(String method, String path, @Nullable Long accountId, byte[] body) {
        byte[] sent = body.length == 0 ? new byte[] {'{', '}'} : body;
        return new InternalRequest(method, path, accountId, sent, Map.of("Content-Type", "application/json"), false);
    }

    public static InternalRequest delete(String path) {
        return new InternalRequest("DELETE", path, null, null, Map.of(), false);
    }
}
