package info.sopranoexch.systemtests;

import info.sopranoexch.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts dead letters. */
final class DeadLetterCounts {
    private DeadLetterCounts() {}

    static long total() {
        return Topics.ALL.stream().mapToLong(DeadLetterCounts::of).sum();
    }

    /** @param topic of the original records */
    static long of(String topic) {
        String dead = topic + ".dlt";
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", Stack.shared().bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(dead).forEach(info -> partitions.add(new TopicPartition(dead, info.partition())));
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
