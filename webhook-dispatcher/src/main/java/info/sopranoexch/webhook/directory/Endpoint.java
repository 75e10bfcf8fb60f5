package info.sopranoexch.webhook.directory;

import java.util.Map;
import java.util.Set;

/**
 * A webhook endpoint of a merchant.
 *
 * @param statuses subscribed statuses and types of refund events; empty for all
 * @param headers static custom headers of the merchant
 */
public record Endpoint(
        long endpointId, String url, Set<String> statuses, Map<String, String> headers, boolean enabled) {

    /** @param name a status, or the type of a refund event */
    public boolean wants(String name) {
        return statuses.isEmpty() || statuses.contains(name);
    }
}
