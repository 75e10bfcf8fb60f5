package info.sopranoexch.starter.lag;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Reads the offsets of consumer groups and topics, with a timeout for each request. */
final class ConsumerGroupOffsets {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Admin admin;

    ConsumerGroupOffsets(Admin admin) {
        this.admin = admin;
    }

    /**
     * The progress of a group.
     *
     * @param behind records without a committed offset, by topic
     * @param committed the sum of the committed offsets, which rises while the group makes progress
     */
    record Position(Map<String, Long> behind, long committed) {}

    Position position(String group, Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Set<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        Map<TopicPartition, Long> end = offsets(partitions, OffsetSpec.latest());
        Map<String, Long> behind = new HashMap<>();
        long sum = 0;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata own = committed.get(partition);
            // A group without a committed offset starts with the first record.
            long position = Math.max(own == null ? 0 : own.offset(), first.getOrDefault(partition, 0L));
            sum += position;
            behind.merge(partition.topic(), Math.max(0, end.getOrDefault(partition, 0L) - position), Long::sum);
        }
        return new Position(behind, sum);
    }

    /** Returns the number of records of each topic; 0 for a topic that does not exist. */
    Map<String, Long> records(Set<String> topics) throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Long> records = new HashMap<>();
        topics.forEach(topic -> records.put(topic, 0L));
        var existing = new HashSet<>(get(admin.listTopics().names()));
        existing.retainAll(topics);
        Set<TopicPartition> partitions = partitions(existing);
        Map<TopicPartition, Long> first = offsets(partitions, OffsetSpec.earliest());
        offsets(partitions, OffsetSpec.latest())
                .forEach((partition, end) ->
                        records.merge(partition.topic(), end - first.getOrDefault(partition, 0L), Long::sum));
        return records;
    }

    private Set<TopicPartition> partitions(Set<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        return get(admin.describeTopics(List.copyOf(topics)).allTopicNames()).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> requested =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        return get(admin.listOffsets(requested).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
