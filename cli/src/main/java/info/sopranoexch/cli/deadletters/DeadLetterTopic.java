package info.sopranoexch.cli.deadletters;

import info.sopranoexch.cli.KafkaConnection;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Header;

/** Reads the dead-letter topic of one topic, one record at a time. Not safe for use by several threads. */
final class DeadLetterTopic implements AutoCloseable {
    private final KafkaConnection kafka;
    private final String source;
    private final TopicScanner scanner;

    /** @param topic a topic of the contract, or its dead-letter topic */
    DeadLetterTopic(KafkaConnection kafka, String topic) {
        this.kafka = kafka;
        this.source = Topics.ALL.stream()
                .filter(known -> topic.equals(known) || topic.equals(Topics.deadLetter(known)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no topic " + topic + "; there are " + String.join(", ", Topics.ALL)));
        this.scanner = new TopicScanner(kafka, name());
    }

    /** The topic of the original records. */
    String source() {
        return source;
    }

    String name() {
        return Topics.deadLetter(source);
    }

    boolean isEmpty() {
        return scanner.isEmpty();
    }

    /**
     * Passes each record to the action, including replayed ones, by offset within a partition.
     *
     * @throws IllegalStateException if the topic does not exist, or Kafka does not respond in time
     */
    void forEach(Consumer<DeadLetterRecord> action) {
        Map<RecordPosition, Instant> replays = replays();
        scanner.forEach(raw -> {
            boolean isReplayNote = raw.headers().lastHeader(DeadLetter.REPLAYED) != null;
            if (!isReplayNote) {
                var position = new RecordPosition(raw.partition(), raw.offset());
                action.accept(new DeadLetterRecord(raw, replays.get(position)));
            }
        });
    }

    Optional<DeadLetterRecord> find(RecordPosition position) {
        var found = new AtomicReference<DeadLetterRecord>();
        forEach(record -> {
            if (record.position().equals(position)) {
                found.set(record);
            }
        });
        return Optional.ofNullable(found.get());
    }

    private Map<RecordPosition, Instant> replays() {
        Map<RecordPosition, Instant> replays = new HashMap<>();
        scanner.forEach(raw -> {
            Header note = raw.headers().lastHeader(DeadLetter.REPLAYED);
            if (note != null) {
                replays.put(RecordPosition.parse(DeadLetterRecord.text(note)), Instant.ofEpochMilli(raw.timestamp()));
            }
        });
        return replays;
    }

    /**
     * The newest offset of each key if the source topic is compacted; otherwise empty. A replay of an older record would
     * replace the newer one.
     */
    Map<String, Long> newestSourceOffsets() {
        Map<String, Long> offsets = new HashMap<>();
        if (Topics.isCompacted(source)) {
            try (var records = new TopicScanner(kafka, source)) {
                records.forEach(record -> offsets.put(
                        record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8), record.offset()));
            }
        }
        return offsets;
    }

    @Override
    public void close() {
        scanner.close();
    }
}
