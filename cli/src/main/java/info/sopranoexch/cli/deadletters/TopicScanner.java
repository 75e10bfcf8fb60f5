package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.KafkaConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning to its end at the time of the call. Not safe for use by several threads. */
final class TopicScanner implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final String topic;
    private final Duration deadline;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicScanner(KafkaConnection kafka, String topic) {
        this.topic = topic;
        this.deadline = Duration.ofMillis(kafka.deadlineMillis());
        var settings = kafka.clientSettings();
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Whether no record has ever been written, or all have expired. */
    boolean isEmpty() {
        List<TopicPartition> partitions = partitions();
        return consumer.beginningOffsets(partitions).equals(consumer.endOffsets(partitions));
    }

    /**
     * Passes each record to the action, by offset within a partition.
     *
     * @throws IllegalStateException if the topic does not exist or cannot be read in time
     */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Set<TopicPartition> open = new HashSet<>(partitions);
        long progress = System.nanoTime();
        while (true) {
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
            if (open.isEmpty()) {
                return;
            }
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.offset() < ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L)) {
                    action.accept(record);
                }
            }
            if (!records.isEmpty()) {
                progress = System.nanoTime();
            } else if (System.nanoTime() - progress > deadline.toNanos()) {
                throw new IllegalStateException(topic + " cannot be read to its end");
            }
        }
    }

    private List<TopicPartition> partitions() {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + topic);
        }
        return partitions;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
