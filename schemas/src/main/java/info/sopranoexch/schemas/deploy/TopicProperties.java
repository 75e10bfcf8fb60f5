package info.sopranoexch.schemas.deploy;

import info.sopranoexch.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Partitions, replication, retention and size limits of the topics, with their defaults.
 *
 * @param partitions of each topic that is keyed by payment id; at least 1
 * @param replicationFactor at least 1, at most the number of brokers
 * @param minInsyncReplicas at least 1, at most the replication factor; with {@code acks=all} a write is acknowledged after
 *     this many brokers have it
 */
public record TopicProperties(int partitions, short replicationFactor, int minInsyncReplicas) {
    public static final int DEFAULT_PARTITIONS = 12;
    static final short DEFAULT_REPLICATION_FACTOR = 3;
    static final int DEFAULT_MIN_INSYNC_REPLICAS = 2;

    private static final Duration REPLY_RETENTION = Duration.ofHours(1);
    private static final Duration COMMAND_RETENTION = Duration.ofDays(7);
    private static final Duration EVENT_RETENTION = Duration.ofDays(30);
    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);
    private static final int DEAD_LETTER_PARTITIONS = 1;
    /** A record of the largest size (1 MiB) and the {@code dlt_*} headers. */
    private static final int DEAD_LETTER_MAX_BYTES = 2 * 1024 * 1024;

    private static final int DIRECTORY_PARTITIONS = 1;

    public TopicProperties {
        if (partitions < 1 || replicationFactor < 1 || minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "partitions %d, replication factor %d, min.insync.replicas %d",
                    partitions,
                    replicationFactor,
                    minInsyncReplicas));
        }
    }

    /** For a cluster of three brokers or more. */
    static TopicProperties production() {
        return new TopicProperties(DEFAULT_PARTITIONS, DEFAULT_REPLICATION_FACTOR, DEFAULT_MIN_INSYNC_REPLICAS);
    }

    /** For one broker, without replication. */
    public static TopicProperties singleBroker() {
        return new TopicProperties(DEFAULT_PARTITIONS, (short) 1, 1);
    }

    /** Every topic and its dead-letter topic. */
    List<NewTopic> topics() {
        return Topics.ALL.stream()
                .flatMap(topic -> Stream.of(topic(topic), deadLetterTopic(topic)))
                .toList();
    }

    private NewTopic topic(String name) {
        return Topics.isCompacted(name)
                ? newTopic(name, DIRECTORY_PARTITIONS, Map.of("cleanup.policy", "compact"))
                : newTopic(name, partitions, Map.of("retention.ms", millis(retention(name))));
    }

    private NewTopic deadLetterTopic(String topic) {
        return newTopic(
                Topics.deadLetter(topic),
                DEAD_LETTER_PARTITIONS,
                Map.of(
                        "retention.ms",
                        millis(DEAD_LETTER_RETENTION),
                        "max.message.bytes",
                        String.valueOf(DEAD_LETTER_MAX_BYTES)));
    }

    private NewTopic newTopic(String name, int partitionCount, Map<String, String> configs) {
        var all = new HashMap<>(configs);
        all.put("min.insync.replicas", String.valueOf(minInsyncReplicas));
        return new NewTopic(name, partitionCount, replicationFactor).configs(all);
    }

    private static Duration retention(String topic) {
        return switch (topic) {
            case Topics.PAYMENT_REPLIES -> REPLY_RETENTION;
            case Topics.PAYMENT_EVENTS, Topics.WEBHOOK_EVENTS -> EVENT_RETENTION;
            default -> COMMAND_RETENTION;
        };
    }

    private static String millis(Duration time) {
        return String.valueOf(time.toMillis());
    }
}
