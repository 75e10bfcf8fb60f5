package info.sopranoexch.schemas.deploy;

import info.sopranoexch.schemas.Topics;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The settings of {@link DeployContracts} as the environment has them. */
record DeploySettings(
        Map<String, Object> kafka, Map<String, Object> registry, TopicLayout layout, boolean addPartitions) {
    private static final String CLIENT = "KAFKA_CLIENT_";

    static DeploySettings of(Map<String, String> environment) {
        var kafka = new HashMap<String, Object>();
        environment.forEach((name, value) -> {
            if (name.startsWith(CLIENT)) {
                String setting = name.substring(CLIENT.length()).toLowerCase(Locale.ROOT);
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
        return new DeploySettings(
                kafka,
                registry,
                new TopicLayout(
                        number(environment.get("TOPIC_PARTITIONS"), Topics.PARTITIONS),
                        (short) number(environment.get("TOPIC_REPLICATION_FACTOR"), 3),
                        number(environment.get("TOPIC_MIN_INSYNC_REPLICAS"), 2)),
                Boolean.parseBoolean(environment.get("TOPIC_ADD_PARTITIONS")));
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static int number(@Nullable String value, int absent) {
        return value == null || value.isBlank() ? absent : Integer.parseInt(value.strip());
    }
}
