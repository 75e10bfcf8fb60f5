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
 * How the topics are laid out on a cluster.
 *
 * @param partitions of the topics that are keyed by payment id, 1 or more, the same for all of them
 * @param replicationFactor 1 to the number of brokers; 3 in production
 * @param minInsyncReplicas 1 to the replication factor; 2 in production: with {@code acks=all} a write is then on two
 *     brokers before anybody is told of it
 */
public record TopicLayout(int partitions, short replicationFactor, int minInsyncReplicas) {
    private static final Duration REPLIES = Duration.ofHours(1);
    private static final Duration WORK = Duration.ofDays(7);
    private static final Duration HISTORY = Duration.ofDays(30);
    private static final int DEAD_LETTER_PARTITIONS = 1;
    private static final int DEAD_LETTER_BYTES = 2 * 1024 * 1024;
    private static final int DIRECTORY_PARTITIONS = 1;

    public TopicLayout {
        if (partitions < 1 || replicationFactor < 1 || minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "partitions %d, replication factor %d, min.insync.replicas %d",
                    partitions,
                    replicationFactor,
                    minInsyncReplicas));
        }
    }

    /** For one broker: nothing is replicated. */
    public static TopicLayout singleBroker() {
        return new TopicLayout(Topics.PARTITIONS, (short) 1, 1);
    }

    /** Every topic and its dead-letter topic. */
    public List<NewTopic> topics() {
        return Topics.ALL.stream()
                .flatMap(topic -> Stream.of(topic(topic), deadLetterTopic(topic)))
                .toList();
    }

    private NewTopic topic(String name) {
        if (Topics.isCompacted(name)) {
            return newTopic(name, DIRECTORY_PARTITIONS, Map.of("cleanup.policy", "compact"));
        }
        return newTopic(name, partitions, retention(retentionOf(name)));
    }

    private NewTopic deadLetterTopic(String topic) {
        var configs = new HashMap<>(retention(HISTORY));
        // Where a record of the largest size comes with the words of why it is here.
        configs.put("max.message.bytes", String.valueOf(DEAD_LETTER_BYTES));
        return newTopic(Topics.deadLetter(topic), DEAD_LETTER_PARTITIONS, configs);
    }

    private NewTopic newTopic(String name, int partitionCount, Map<String, String> more) {
        var configs = new HashMap<>(more);
        configs.put("min.insync.replicas", String.valueOf(minInsyncReplicas));
        return new NewTopic(name, partitionCount, replicationFactor).configs(configs);
    }

    private static Duration retentionOf(String topic) {
        return switch (topic) {
            case Topics.PAYMENT_REPLIES -> REPLIES;
            case Topics.PAYMENT_EVENTS, Topics.WEBHOOK_EVENTS -> HISTORY;
            default -> WORK;
        };
    }

    private static Map<String, String> retention(Duration time) {
        return Map.of("retention.ms", String.valueOf(time.toMillis()));
    }
}
