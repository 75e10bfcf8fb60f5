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

/** One look at topics and groups, with a deadline for each answer. */
final class GroupLook {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Admin admin;

    GroupLook(Admin admin) {
        this.admin = admin;
    }

    /**
     * Where a group stands.
     *
     * @param behind records not committed yet, by topic
     * @param committed the sum of its offsets: it rises while the group gets on
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
            // Our groups begin with the first record there is.
            long stands = Math.max(own == null ? 0 : own.offset(), first.getOrDefault(partition, 0L));
            sum += stands;
            behind.merge(partition.topic(), Math.max(0, end.getOrDefault(partition, 0L) - stands), Long::sum);
        }
        return new Position(behind, sum);
    }

    /** How many records each of the topics holds; 0 where there is no such topic. */
    Map<String, Long> records(Set<String> topics) throws ExecutionException, TimeoutException, InterruptedException {
        Map<String, Long> records = new HashMap<>();
        topics.forEach(topic -> records.put(topic, 0L));
        var there = new HashSet<>(get(admin.listTopics().names()));
        there.retainAll(topics);
        Set<TopicPartition> partitions = partitions(there);
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
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> which));
        return get(admin.listOffsets(asked).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
