package info.sopranoexch.gateway.directory;

import info.sopranoexch.gateway.kafka.AvroValues;
import info.sopranoexch.gateway.kafka.AvroValues.Value;
import info.sopranoexch.gateway.kafka.Follower;
import info.sopranoexch.gateway.kafka.KafkaClients;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.schemas.serde.UnknownSchemaException;
import info.sopranoexch.starter.kafka.HeldRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads both directory topics from the beginning and every later change. A record that cannot be read for now makes the
 * directory incomplete until it can be read, or a newer record of the same key was.
 */
@Component
public class DirectoryFollower extends Follower {
    private static final List<String> TOPICS = List.of(Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);

    private final KafkaClients clients;
    private final AvroValues values;
    private final DirectoryRecords directory;
    private final HeldRecords<byte[], byte[]> held = new HeldRecords<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private volatile boolean complete;
    private volatile boolean caughtUp;
    private volatile @Nullable String failure;

    DirectoryFollower(KafkaClients clients, AvroValues values, DirectoryRecords directory) {
        super("directory");
        this.clients = clients;
        this.values = values;
        this.directory = directory;
    }

    /**
     * True once every record that the topics held when reading began is in memory. It stays true during a later outage: known
     * keys and merchants go on working.
     */
    public boolean isComplete() {
        return complete;
    }

    /** False while a record cannot be read: what is not in memory may exist all the same. */
    public boolean isCurrent() {
        return caughtUp && held.isEmpty();
    }

    /** Why it is not current. */
    public String reason() {
        String known = failure == null ? held.reason() : failure;
        return known == null ? "it is being read" : known;
    }

    @Override
    protected KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> consumer = clients.reader();
        try {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            ends = consumer.endOffsets(partitions);
            held.clear();
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
        try {
            records.forEach(this::take);
            held.retry(this::retry);
        } catch (RegistryUnavailableException e) {
            failure = e.getMessage();
            throw e;
        }
        if (!caughtUp && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
            caughtUp = true;
            failure = null;
        }
        if (isCurrent()) {
            complete = true;
        }
    }

    @Override
    protected void lost() {
        caughtUp = false;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        held.supersede(record);
        try {
            apply(record);
        } catch (UnknownSchemaException e) {
            held.hold(record, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String retry(ConsumerRecord<byte[], byte[]> record) {
        try {
            apply(record);
            return null;
        } catch (UnknownSchemaException e) {
            return e.getMessage();
        }
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
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
