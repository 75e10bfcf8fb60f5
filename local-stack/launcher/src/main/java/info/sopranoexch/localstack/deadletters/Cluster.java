package info.sopranoexch.localstack.deadletters;

import java.util.HashMap;
import java.util.Map;

/**
 * How Kafka and the registry are reached.
 *
 * @param settings {@code bootstrap.servers}, {@code schema.registry.url}, and whatever else their clients need, such as
 *     {@code security.protocol} or {@code basic.auth.user.info}
 * @param deadlineMillis of each call
 */
public record Cluster(Map<String, String> settings, int deadlineMillis) {
    private static final int DEADLINE_MILLIS = 30_000;

    public Cluster {
        settings = Map.copyOf(settings);
    }

    public Cluster(Map<String, String> settings) {
        this(settings, DEADLINE_MILLIS);
    }

    /** What both kinds of client and the serde understand, with a deadline for every call. */
    Map<String, Object> client() {
        var client = new HashMap<String, Object>(settings);
        client.put("client.id", "soprano-dlt");
        client.put("default.api.timeout.ms", deadlineMillis);
        client.put("request.timeout.ms", deadlineMillis);
        return client;
    }
}
