package info.sopranoexch.localstack.deadletters;

import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The dead-letter topic of one topic, as it stands at the moment of the call. Records go by one at a time, so its size
 * does not matter. Not for use by several threads.
 */
public final class DeadLetterTopic implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration STALLED = Duration.ofMillis(Cluster.DEADLINE_MILLIS);

    private final String source;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param topic a topic of ours, or its dead-letter topic */
    public DeadLetterTopic(Cluster cluster, String topic) {
        this.source = sourceOf(topic);
        var settings = cluster.client();
        settings.put("enable.auto.commit", "false");
        settings.put("allow.auto.create.topics", "false");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static String sourceOf(String topic) {
        return Topics.ALL.stream()
                .filter(known -> topic.equals(known) || topic.equals(Topics.deadLetter(known)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no topic " + topic + "; there are " + String.join(", ", Topics.ALL)));
    }

    /** The topic whose records are set aside here. */
    public String source() {
        return source;
    }

    public String name() {
        return Topics.deadLetter(source);
    }

    /**
     * Shows each record that lies here, oldest first in its partition, those that were replayed too.
     *
     * @throws IllegalStateException when there is no such topic, or Kafka does not answer in time
     */
    public void forEach(Consumer<SetAside> action) {
        Map<Place, Instant> replayed = replayed();
        scan(raw -> {
            if (!isNote(raw)) {
                action.accept(new SetAside(raw, replayed.get(new Place(raw.partition(), raw.offset()))));
            }
        });
    }

    /** The record of that place; empty when it is gone or was never there. */
    public Optional<SetAside> at(Place place) {
        var found = new AtomicReference<SetAside>();
        forEach(record -> {
            if (record.place().equals(place)) {
                found.set(record);
            }
        });
        return Optional.ofNullable(found.get());
    }

    private Map<Place, Instant> replayed() {
        Map<Place, Instant> replayed = new HashMap<>();
        scan(raw -> {
            Header note = raw.headers().lastHeader(DeadLetter.REPLAYED);
            if (note != null) {
                replayed.put(Place.parse(SetAside.text(note)), Instant.ofEpochMilli(raw.timestamp()));
            }
        });
        return replayed;
    }

    private static boolean isNote(ConsumerRecord<byte[], byte[]> raw) {
        return raw.headers().lastHeader(DeadLetter.REPLAYED) != null;
    }

    private void scan(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        List<TopicPartition> partitions = consumer.partitionsFor(name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("there is no topic " + name());
        }
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
            } else if (System.nanoTime() - progress > STALLED.toNanos()) {
                throw new IllegalStateException(name() + " cannot be read to its end");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
