package info.sopranoexch.systemtests;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Reads the lag of a consumer group on a topic. */
final class Backlog implements AutoCloseable {
    private final Admin admin =
            Admin.create(Map.of("bootstrap.servers", Stack.shared().bootstrapServers()));

    /** @return uncommitted records of all partitions */
    long of(String group, String topic) throws ExecutionException, InterruptedException {
        var read = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .forEach(
                        partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        long backlog = 0;
        for (var end : admin.listOffsets(latest).all().get().entrySet()) {
            var committed = read.get(end.getKey());
            backlog += end.getValue().offset() - (committed == null ? 0 : committed.offset());
        }
        return backlog;
    }

    @Override
    public void close() {
        admin.close();
    }
}
