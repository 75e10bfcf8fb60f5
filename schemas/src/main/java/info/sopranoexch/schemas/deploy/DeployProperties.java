package info.sopranoexch.schemas.deploy;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of {@link DeployTopicsAndSchemas}, read from environment variables.
 *
 * @param kafka settings of the Kafka admin client
 * @param registry settings of the schema registry client
 * @param addPartitions whether existing topics get more partitions
 */
record DeployProperties(
        Map<String, Object> kafka, Map<String, Object> registry, TopicProperties topics, boolean addPartitions) {
    private static final String KAFKA_CLIENT_PREFIX = "KAFKA_CLIENT_";

    static DeployProperties of(Map<String, String> environment) {
        var kafka = new HashMap<String, Object>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_CLIENT_PREFIX)) {
                String setting = name.substring(KAFKA_CLIENT_PREFIX.length()).toLowerCase(Locale.ROOT);
                kafka.put(setting.replace('_', '.'), value);
            }
        });
        kafka.put("bootstrap.servers", required(environment, "KAFKA_BOOTSTRAP_SERVERS"));
        var registry = new HashMap<String, Object>();
        registry.put("schema.registry.url", required(environment, "SCHEMA_REGISTRY_URL"));
        String userInfo = environment.get("SCHEMA_REGISTRY_USER_INFO");
        if (userInfo != null) {
            registry.put("basic.auth.user.info", userInfo);
        }
        var defaults = TopicProperties.production();
        return new DeployProperties(
                kafka,
                registry,
                new TopicProperties(
                        number(environment.get("TOPIC_PARTITIONS"), defaults.partitions()),
                        (short) number(environment.get("TOPIC_REPLICATION_FACTOR"), defaults.replicationFactor()),
                        number(environment.get("TOPIC_MIN_INSYNC_REPLICAS"), defaults.minInsyncReplicas())),
                Boolean.parseBoolean(environment.get("TOPIC_ADD_PARTITIONS")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static int number(@Nullable String value, int defaultValue) {
        return value == null || value.isBlank() ? defaultValue : Integer.parseInt(value.strip());
    }
}
