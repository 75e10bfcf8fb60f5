package info.sopranoexch.gateway.directory;

import info.sopranoexch.gateway.kafka.AvroValues;
import info.sopranoexch.gateway.kafka.AvroValues.Value;
import info.sopranoexch.gateway.kafka.Follower;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.springframework.stereotype.Component;

/** Reads both directory topics from the beginning and goes on for ever. */
@Component
public class DirectoryFollower extends Follower {
    private static final List<String> TOPICS = List.of(Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);

    private final KafkaClients clients;
    private final AvroValues values;
    private final DirectoryRecords directory;
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean complete;

    DirectoryFollower(KafkaClients clients, AvroValues values, DirectoryRecords directory) {
        super("directory");
        this.clients = clients;
        this.values = values;
        this.directory = directory;
    }

    /**
     * True once all that stood in the topics when reading began is in memory. It stays true when Kafka goes away: what is
     * known remains the best that is known.
     */
    public boolean isComplete() {
        return complete;
    }

    @Override
    protected KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> consumer = clients.reader();
        try {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ends = consumer.endOffsets(partitions);
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var partitions = new ArrayList<TopicPartition>();
        for (String topic : TOPICS) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found == null || found.isEmpty()) {
                throw new IllegalStateException("there is no topic " + topic);
            }
            found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        return partitions;
    }

    @Override
    protected void take(KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            take(record);
        }
        if (!complete && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            complete = true;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Value value = values.read(record);
        try {
            switch (value) {
                case Value.Present(var present) -> directory.apply(record.topic(), record.key(), present);
                case Value.Tombstone() -> directory.apply(record.topic(), record.key(), null);
                case Value.Unreadable() -> {}
            }
        } catch (RuntimeException e) {
            values.unreadable(record, e);
        }
    }
}
