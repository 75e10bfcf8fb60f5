package info.sopranoexch.starter.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.serde.MalformedRecordException;
import info.sopranoexch.schemas.serde.RegistryUnavailableException;
import info.sopranoexch.starter.kafka.CompactedTopicReader.NotApplicableYetException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CompactedTopicReaderTest {
    private static final String TOPIC = "directory.merchants.v1";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Entry","fields":[{"name":"text","type":"string"}]}""");

    /** Contents of the topic: key and text; null deletes the key. */
    private final List<Map.Entry<String, String>> records = new CopyOnWriteArrayList<>();
    /** Texts that throw when they are read. */
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

    private final Map<String, String> entries = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private volatile @Nullable CompactedTopicReader<Map.Entry<String, String>> reader;

    private final CompactedTopicReader.Handler<Map.Entry<String, String>> handler =
            new CompactedTopicReader.Handler<>() {
                @Override
                public Map.Entry<String, String> map(String topic, String key, @Nullable IndexedRecord value) {
                    return Map.entry(key, value == null ? "" : value.get(0).toString());
                }

                @Override
                public void apply(List<Map.Entry<String, String>> changes) {
                    changes.forEach(change -> entries.put(change.getKey(), change.getValue()));
                }
            };

    private CompactedTopicReader<Map.Entry<String, String>> start(boolean blockStart) {
        var started = new CompactedTopicReader<>(
                new CompactedTopicReader.Options(List.of(TOPIC), blockStart, 0),
                this::consumer,
                (topic, bytes) -> record(bytes),
                handler,
                meters);
        reader = started;
        started.start();
        return started;
    }

    private @Nullable IndexedRecord record(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        RuntimeException failure = failures.get(text);
        if (failure != null) {
            throw failure;
        }
        var record = new GenericData.Record(SCHEMA);
        record.put(0, text);
        return record;
    }

    private Consumer<String, byte[]> consumer() {
        opened.incrementAndGet();
        var consumer = new MockConsumer<String, byte[]>("earliest");
        var node = new Node(0, "localhost", 1);
        consumer.updatePartitions(
                TOPIC, List.of(new PartitionInfo(TOPIC, 0, node, new Node[] {node}, new Node[] {node})));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, (long) records.size()));
        consumer.schedulePollTask(() -> {
            for (int offset = 0; offset < records.size(); offset++) {
                var entry = records.get(offset);
                byte[] value = entry.getValue().getBytes(StandardCharsets.UTF_8);
                consumer.addRecord(new ConsumerRecord<>(
                        TOPIC, 0, offset, entry.getKey(), entry.getValue().isEmpty() ? null : value));
            }
        });
        return consumer;
    }

    private double unreadable() {
        return meters.get("soprano.directory.unreadable").counter().count();
    }

    @AfterEach
    void stop() {
        if (reader != null) {
            reader.stop();
        }
    }

    @Test
    void startWaitsForAllRecords() {
        records.addAll(List.of(Map.entry("1", "a"), Map.entry("2", "b"), Map.entry("1", "c"), Map.entry("2", "")));

        var started = start(true);

        assertThat(started.isCurrent()).isTrue();
        assertThat(entries).containsEntry("1", "c").containsEntry("2", "");
    }

    @Test
    void emptyTopicIsComplete() {
        assertThat(start(true).isComplete()).isTrue();
    }

    @Test
    void malformedRecordIsCountedOnceAndBlocksNothing() {
        records.addAll(List.of(Map.entry("1", "malformed"), Map.entry("2", "b")));
        failures.put("malformed", new MalformedRecordException("not Avro"));

        var started = start(true);

        assertThat(started.isCurrent()).isTrue();
        assertThat(unreadable()).isOne();
        assertThat(entries).containsOnlyKeys("2");
    }

    @Test
    void isNotReadyWithPartialDirectory() {
        records.addAll(List.of(Map.entry("1", "encrypted"), Map.entry("2", "b")));
        failures.put("encrypted", new NotApplicableYetException("no key for it", new IllegalStateException()));

        var started = start(false);

        await().until(() -> entries.containsKey("2"));
        assertThat(started.isComplete()).isFalse();
        assertThat(started.isCurrent()).isFalse();
        await().untilAsserted(() -> assertThat(started.reason()).contains("no key for it"));

        failures.clear();

        await().until(started::isComplete);
        assertThat(entries).containsEntry("1", "encrypted");
        assertThat(unreadable()).isZero();
    }

    @Test
    void readsFromBeginningAfterOutageOfRegistry() {
        records.addAll(List.of(Map.entry("1", "a"), Map.entry("2", "b")));
        failures.put("b", new RegistryUnavailableException("the registry answered 401"));

        var starting = CompletableFuture.supplyAsync(() -> start(true));

        await().until(() -> opened.get() > 1);
        assertThat(starting).isNotDone();
        await().untilAsserted(() -> assertThat(reader)
                .isNotNull()
                .satisfies(it -> assertThat(it.reason()).isEqualTo("the registry answered 401")));

        failures.clear();

        assertThat(starting.join().isCurrent()).isTrue();
        assertThat(entries).containsOnlyKeys("1", "2");
        assertThat(unreadable()).isZero();
    }
}
