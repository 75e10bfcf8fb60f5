package info.sopranoexch.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that select Kafka and the registry. By default they are those of the connection file. */
public final class KafkaOptions {
    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Option(
            scope = ScopeType.INHERIT,
            names = "--bootstrap",
            description = "brokers, host:port,...; default: $KAFKA_BOOTSTRAP_SERVERS, or the running local stack's",
            defaultValue = "${env:KAFKA_BOOTSTRAP_SERVERS}")
    private @Nullable String bootstrapServers;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--registry",
            description = "base URL of Confluent's API; default: $SCHEMA_REGISTRY_URL, or the running local stack's",
            defaultValue = "${env:SCHEMA_REGISTRY_URL}")
    private @Nullable String registryUrl;

    @Option(
            scope = ScopeType.INHERIT,
            names = "--config",
            description = "properties file for the clients of both, such as security.protocol, basic.auth.user.info")
    private @Nullable Path config;

    /** @throws IllegalStateException if neither the options nor a running local stack provide a value */
    public KafkaConnection connection() {
        Map<String, String> settings = new HashMap<>();
        if (config != null) {
            ConnectionOptions.read(config).forEach((name, value) -> settings.put(name.toString(), value.toString()));
        }
        put(settings, "bootstrap.servers", bootstrapServers, ConnectionOptions.BOOTSTRAP_SERVERS);
        put(settings, "schema.registry.url", registryUrl, ConnectionOptions.REGISTRY_URL);
        return new KafkaConnection(settings);
    }

    private void put(Map<String, String> settings, String name, @Nullable String given, String property) {
        if (given != null && !given.isBlank()) {
            settings.put(name, given);
        } else if (!settings.containsKey(name)) {
            settings.put(name, connection.require(property));
        }
    }
}
