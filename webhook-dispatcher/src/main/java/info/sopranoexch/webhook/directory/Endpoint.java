package info.sopranoexch.webhook.directory;

import java.util.Map;
import java.util.Set;

/**
 * Where a merchant's webhooks go.
 *
 * @param statuses wanted statuses and types of refund events; empty: all
 * @param headers static extra headers of the merchant's
 */
public record Endpoint(
        long endpointId, String url, Set<String> statuses, Map<String, String> headers, boolean enabled) {

    /** @param name a status, or the type of a refund event */
    public boolean wants(String name) {
        return statuses.isEmpty() || statuses.contains(name);
    }
}
