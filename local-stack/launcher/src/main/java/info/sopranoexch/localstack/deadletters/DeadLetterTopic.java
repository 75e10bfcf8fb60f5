package info.sopranoexch.localstack.deadletters;

import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The dead-letter topic of one topic, as it stands at the moment of the call. Records go by one at a time, so its size
 * does not matter. Not for use by several threads.
 */
public final class DeadLetterTopic implements AutoCloseable {
    private final String source;
    private final TopicScan records;

    /** @param topic a topic of ours, or its dead-letter topic */
    public DeadLetterTopic(Cluster cluster, String topic) {
        this.source = sourceOf(topic);
        this.records = new TopicScan(cluster, name());
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

    /** Whether nothing lies here. */
    public boolean isEmpty() {
        return records.isEmpty();
    }

    /**
     * Shows each record that lies here, oldest first in its partition, those that were replayed too.
     *
     * @throws IllegalStateException when there is no such topic, or Kafka does not answer in time
     */
    public void forEach(Consumer<SetAside> action) {
        Map<Place, Instant> replayed = replayed();
        records.forEach(raw -> {
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
        records.forEach(raw -> {
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

    @Override
    public void close() {
        records.close();
    }
}
