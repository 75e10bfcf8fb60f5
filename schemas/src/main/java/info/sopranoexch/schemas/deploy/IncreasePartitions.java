package info.sopranoexch.schemas.deploy;

import info.sopranoexch.schemas.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * Increases the partitions of the topics that are keyed by payment id, all to the same number. Payments then change their
 * partition and shard, and records from before and after would be processed at the same time, out of order. So the increase
 * is refused while a consumer group has members or unread records. docs/kafka.md describes the whole procedure.
 */
final class IncreasePartitions {
    private static final long DEADLINE_SECONDS = 30;

    private final Admin admin;

    IncreasePartitions(Admin admin) {
        this.admin = admin;
    }

    /**
     * Does nothing if all topics have that many partitions. Can be repeated after an interruption.
     *
     * @throws IllegalStateException if a topic has more partitions, or a consumer group has members or unread records
     */
    void increaseTo(int partitions) throws InterruptedException, TimeoutException {
        Map<String, Integer> counts = partitionCounts();
        if (counts.values().stream().allMatch(count -> count == partitions)) {
            return;
        }
        counts.forEach((topic, count) -> {
            if (count > partitions) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT, "topic %s has %d partitions; partitions cannot be removed", topic, count));
            }
        });
        for (String group : groups()) {
            checkIdle(group, counts);
        }
        Map<String, NewPartitions> wanted = counts.entrySet().stream()
                .filter(count -> count.getValue() < partitions)
                .collect(Collectors.toMap(Map.Entry::getKey, _ -> NewPartitions.increaseTo(partitions)));
        await("add partitions", admin.createPartitions(wanted).all());
    }

    private Map<String, Integer> partitionCounts() throws InterruptedException, TimeoutException {
        List<String> topics =
                Topics.ALL.stream().filter(topic -> !Topics.isCompacted(topic)).toList();
        Map<String, TopicDescription> found =
                await("describe the topics", admin.describeTopics(topics).allTopicNames());
        var counts = new TreeMap<String, Integer>();
        found.forEach((topic, description) ->
                counts.put(topic, description.partitions().size()));
        return counts;
    }

    private List<String> groups() throws InterruptedException, TimeoutException {
        return await(
                        "list the groups",
                        admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
    }

    private void checkIdle(String group, Map<String, Integer> counts) throws InterruptedException, TimeoutException {
        Map<String, ConsumerGroupDescription> description = await(
                "describe " + group,
                admin.describeConsumerGroups(List.of(group)).all());
        Set<String> topics = description.values().stream()
                .flatMap(described -> described.members().stream())
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .filter(counts::containsKey)
                .collect(Collectors.toSet());
        if (!topics.isEmpty()) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "consumer group %s has members that read %s: stop all services first", group, topics));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = await(
                "read the offsets of " + group,
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        offsets.keySet().stream()
                .map(TopicPartition::topic)
                .filter(counts::containsKey)
                .forEach(topics::add);
        for (String topic : topics) {
            checkNothingUnread(group, topic, counts.getOrDefault(topic, 0), offsets);
        }
    }

    /** Without a committed offset, all records of a partition are unread. */
    private void checkNothingUnread(
            String group, String topic, int count, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws InterruptedException, TimeoutException {
        List<TopicPartition> partitions = IntStream.range(0, count)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        var firstOffsets = offsets(partitions, OffsetSpec.earliest());
        var endOffsets = offsets(partitions, OffsetSpec.latest());
        long unread = 0;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = offsets.get(partition);
            long next = offset == null ? firstOffsets.getOrDefault(partition, 0L) : offset.offset();
            unread += Math.max(0, endOffsets.getOrDefault(partition, 0L) - next);
        }
        if (unread > 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "consumer group %s has %d unread records in %s: let it finish first",
                    group,
                    unread,
                    topic));
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
        return await("read offsets", admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T await(String action, KafkaFuture<T> future) throws InterruptedException, TimeoutException {
        try {
            return future.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot " + action + ": " + e.getCause(), e.getCause());
        }
    }
}
