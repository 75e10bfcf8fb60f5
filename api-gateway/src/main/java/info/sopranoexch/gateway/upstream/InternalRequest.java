package info.sopranoexch.gateway.upstream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One call to a service.
 *
 * @param path with its query, beginning with a slash; ids in it are checked already
 * @param accountId whose data; null where tenancy does not apply
 * @param repeatable true when it may be sent again though the first one may have been served
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

    /** With a JSON body; an empty one is sent as {@code {}}. */
    public static InternalRequest json(String method, String path, @Nullable Long accountId, byte[] body) {
        byte[] sent = body.length == 0 ? new byte[] {'{', '}'} : body;
        return new InternalRequest(method, path, accountId, sent, Map.of("Content-Type", "application/json"), false);
    }

    public static InternalRequest delete(String path) {
        return new InternalRequest("DELETE", path, null, null, Map.of(), false);
    }
}
