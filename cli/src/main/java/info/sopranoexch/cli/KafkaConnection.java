package info.sopranoexch.cli;

import java.util.HashMap;
import java.util.Map;

/**
 * The settings of Kafka's clients and of the registry's client.
 *
 * @param settings {@code bootstrap.servers}, {@code schema.registry.url}, and optional ones such as
 *     {@code security.protocol} or {@code basic.auth.user.info}
 * @param deadlineMillis of each call
 */
public record KafkaConnection(Map<String, String> settings, int deadlineMillis) {
    private static final int DEFAULT_DEADLINE_MILLIS = 30_000;

    public KafkaConnection {
        settings = Map.copyOf(settings);
    }

    public KafkaConnection(Map<String, String> settings) {
        this(settings, DEFAULT_DEADLINE_MILLIS);
    }

    /** The settings with a client id and a deadline. */
    public Map<String, Object> clientSettings() {
        var client = new HashMap<String, Object>(settings);
        client.put("client.id", "soprano-cli");
        client.put("default.api.timeout.ms", deadlineMillis);
        client.put("request.timeout.ms", deadlineMillis);
        return client;
    }
}
