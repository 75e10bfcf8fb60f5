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
 * Gives the topics that are keyed by payment id more partitions, all of them the same number. A payment changes its
 * partition with that, and so its shard; its records of before and after would be worked on side by side. So it is done
 * only while nobody reads and nothing is left to read. See docs/kafka.md for what goes before and after.
 */
final class MorePartitions {
    private static final long DEADLINE_SECONDS = 30;

    private final Admin admin;

    MorePartitions(Admin admin) {
        this.admin = admin;
    }

    /**
     * Does nothing when all have that many already, and finishes what was begun when some have.
     *
     * @throws IllegalStateException when a topic has more, when a consumer group of ours has members, or when one has not
     *     read all there is
     */
    void grow(int partitions) throws InterruptedException, TimeoutException {
        Map<String, Integer> counts = counts();
        if (counts.values().stream().allMatch(count -> count == partitions)) {
            return;
        }
        counts.forEach((topic, count) -> {
            if (count > partitions) {
                throw new IllegalStateException(
                        String.format(Locale.ROOT, "topic %s has %d partitions, and cannot have fewer", topic, count));
            }
        });
        for (String group : groups()) {
            checkIdle(group, counts);
        }
        Map<String, NewPartitions> wanted = counts.entrySet().stream()
                .filter(count -> count.getValue() < partitions)
                .collect(Collectors.toMap(Map.Entry::getKey, _ -> NewPartitions.increaseTo(partitions)));
        ask("add partitions", admin.createPartitions(wanted).all());
    }

    private Map<String, Integer> counts() throws InterruptedException, TimeoutException {
        List<String> topics =
                Topics.ALL.stream().filter(topic -> !Topics.isCompacted(topic)).toList();
        Map<String, TopicDescription> found =
                ask("describe the topics", admin.describeTopics(topics).allTopicNames());
        var counts = new TreeMap<String, Integer>();
        found.forEach((topic, description) ->
                counts.put(topic, description.partitions().size()));
        return counts;
    }

    private List<String> groups() throws InterruptedException, TimeoutException {
        return ask(
                        "list the groups",
                        admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .toList();
    }

    private void checkIdle(String group, Map<String, Integer> counts) throws InterruptedException, TimeoutException {
        Map<String, ConsumerGroupDescription> description = ask(
                "describe " + group,
                admin.describeConsumerGroups(List.of(group)).all());
        Set<String> read = description.values().stream()
                .flatMap(described -> described.members().stream())
                .flatMap(member -> member.assignment().topicPartitions().stream())
                .map(TopicPartition::topic)
                .filter(counts::containsKey)
                .collect(Collectors.toSet());
        if (!read.isEmpty()) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%s reads %s: stop all services first", group, read));
        }
        Map<TopicPartition, OffsetAndMetadata> offsets = ask(
                "read the offsets of " + group,
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        offsets.keySet().stream()
                .map(TopicPartition::topic)
                .filter(counts::containsKey)
                .forEach(read::add);
        for (String topic : read) {
            checkDone(group, topic, counts.getOrDefault(topic, 0), offsets);
        }
    }

    /** A partition without an offset was not read at all. */
    private void checkDone(String group, String topic, int count, Map<TopicPartition, OffsetAndMetadata> offsets)
            throws InterruptedException, TimeoutException {
        List<TopicPartition> partitions = IntStream.range(0, count)
                .mapToObj(number -> new TopicPartition(topic, number))
                .toList();
        var begins = offsets(partitions, OffsetSpec.earliest());
        var ends = offsets(partitions, OffsetSpec.latest());
        long left = 0;
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = offsets.get(partition);
            long next = offset == null ? begins.getOrDefault(partition, 0L) : offset.offset();
            left += Math.max(0, ends.getOrDefault(partition, 0L) - next);
        }
        if (left > 0) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT, "%s has %d records of %s left to read: let it finish first", group, left, topic));
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec spec)
            throws InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(partition -> partition, _ -> spec));
        return ask("read offsets", admin.listOffsets(wanted).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    private static <T> T ask(String what, KafkaFuture<T> answer) throws InterruptedException, TimeoutException {
        try {
            return answer.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot " + what + ": " + e.getCause(), e.getCause());
        }
    }
}
