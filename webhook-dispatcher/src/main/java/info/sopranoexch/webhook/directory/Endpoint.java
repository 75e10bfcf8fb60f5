package info.sopranoexch.webhook.directory;

import java.util.Map;
import java.util.Set;

/**
 * Where a merchant's webhooks go.
 *
 * @param statuses that are wanted; empty: all
 * @param headers static extra headers of the merchant's
 */
public record Endpoint(
        long endpointId, String url, Set<String> statuses, Map<String, String> headers, boolean enabled) {

    public boolean wants(String status) {
        return statuses.isEmpty() || statuses.contains(status);
    }
}
