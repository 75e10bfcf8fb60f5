package info.sopranoexch.systemtests;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Derives malformed records from valid ones. The same seed gives the same changes. */
final class MalformedRecords {
    /** The largest record that the broker accepts with the headers of a dead letter. */
    private static final int LARGEST = 1_048_000;

    private static final int SEEDS = 40;
    private static final List<String> TEXTS = List.of(
            "",
            "\0",
            "a\0b",
            "\uffff",
            "'; DROP TABLE payments; --",
            "x".repeat(200_000),
            "pay_",
            "\u202e",
            "XXX",
            "\ud83d\ude00");
    private static final List<Long> NUMBERS =
            List.of(Long.MIN_VALUE, -1L, 0L, 1L, 1_000_000_000L, (long) Integer.MAX_VALUE, Long.MAX_VALUE);
    private static final List<Instant> TIMES = List.of(
            Instant.ofEpochMilli(Long.MIN_VALUE),
            Instant.EPOCH.minusMillis(1),
            Instant.parse("9999-12-31T23:59:59Z"),
            Instant.ofEpochMilli(Long.MAX_VALUE));

    private final Random random;
    private final AvroDeserializer reader = new AvroDeserializer();
    private final AvroSerializer writer = new AvroSerializer();
    private final Map<String, Object> settings = Map.of(
            "bootstrap.servers",
            Stack.shared().bootstrapServers(),
            "schema.registry.url",
            Stack.shared().registryUrl(),
            "specific.avro.reader",
            true);

    private final Map<String, List<ConsumerRecord<byte[], byte[]>>> seeds = new HashMap<>();

    MalformedRecords(Random random) {
        this.random = random;
        reader.configure(settings, false);
        writer.configure(settings, false);
    }

    /**
     * Unknown schema ids are not included, because consumers wait for their schema.
     *
     * @return records of the partition that no consumer can read
     */
    List<ProducerRecord<byte[], byte[]>> unreadable(String topic, int partition) {
        List<ConsumerRecord<byte[], byte[]>> seeds = seeds(topic);
        ConsumerRecord<byte[], byte[]> seed = seeds.get(random.nextInt(seeds.size()));
        byte[] key = seed.key();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 0, 0, 0, 0},
                new byte[] {0, -1, -1, -1, -1, 1, 2, 3},
                "{\"payment_id\":\"pay_1\"}".getBytes(StandardCharsets.UTF_8),
                Arrays.copyOf(seed.value(), seed.value().length - 1),
                Arrays.copyOf(seed.value(), 6),
                spliced(seed.value(), new byte[] {(byte) 0xec, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f}),
                spliced(seed.value(), new byte[] {1}),
                random(300),
                random(LARGEST))) {
            records.add(new ProducerRecord<>(topic, partition, key, value));
        }
        if (!Topics.isCompacted(topic)) {
            // The broker rejects records without a key on compacted topics.
            records.add(new ProducerRecord<>(topic, partition, null, random(50)));
        }
        records.add(new ProducerRecord<>(topic, partition, new byte[] {(byte) 0xff, 0, (byte) 0xc3}, random(50)));
        for (int i = 0; i < 8; i++) {
            byte[] value = seeds.get(random.nextInt(seeds.size())).value().clone();
            value[5 + random.nextInt(value.length - 5)] ^= (byte) (1 << random.nextInt(8));
            if (decoded(topic, value) == null) {
                records.add(new ProducerRecord<>(topic, partition, key, value));
            }
        }
        records.forEach(record -> {
            record.headers()
                    .add("traceparent", random(20))
                    .add("ce_id", new byte[0])
                    .add("dlt_topic", "x".getBytes(StandardCharsets.UTF_8));
            record.headers().add("nothing", null);
        });
        return records;
    }

    /** @return readable records with impossible values in their fields */
    List<ProducerRecord<byte[], byte[]>> readable(String topic, int count) {
        List<ConsumerRecord<byte[], byte[]>> seeds = seeds(topic);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (records.size() < count) {
            ConsumerRecord<byte[], byte[]> seed = seeds.get(random.nextInt(seeds.size()));
            IndexedRecord record = decoded(topic, seed.value());
            corrupt(record);
            try {
                records.add(new ProducerRecord<>(topic, seed.partition(), seed.key(), writer.serialize(topic, record)));
            } catch (SerializationException | ClassCastException | NullPointerException | ArithmeticException e) {
                // The record cannot be serialized; another one replaces it.
            }
        }
        return records;
    }

    private void corrupt(@Nullable IndexedRecord record) {
        for (Schema.Field field : record.getSchema().getFields()) {
            if (record.get(field.pos()) instanceof IndexedRecord nested && random.nextInt(2) == 0) {
                corrupt(nested);
            } else if (random.nextInt(6) == 0) {
                Object corrupted = corrupted(field.schema(), record.get(field.pos()));
                if (corrupted != null || field.schema().isNullable()) {
                    record.put(field.pos(), corrupted);
                }
            }
        }
    }

    private @Nullable Object corrupted(Schema schema, @Nullable Object now) {
        return switch (now) {
            case null -> null;
            case Long _ -> one(NUMBERS);
            case Integer _ -> (int) (long) one(NUMBERS);
            case Instant _ -> one(TIMES);
            case CharSequence _ -> one(TEXTS);
            case ByteBuffer _ -> ByteBuffer.wrap(random(random.nextInt(200)));
            case List<?> list when list.size() > 1 -> list.subList(0, 1);
            default -> schema.isNullable() ? null : now;
        };
    }

    /** @return null if the record cannot be read */
    @Nullable
    IndexedRecord decoded(String topic, byte[] value) {
        try {
            return reader.deserialize(topic, value);
        } catch (SerializationException e) {
            return null;
        }
    }

    /** The newest valid records. */
    private List<ConsumerRecord<byte[], byte[]>> seeds(String topic) {
        return seeds.computeIfAbsent(topic, this::read);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            ends.forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - SEEDS)));
            List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(java.time.Duration.ofMillis(200)).forEach(record -> {
                    if (record.value() != null
                            && record.value().length < 10_000
                            && decoded(topic, record.value()) != null) {
                        found.add(record);
                    }
                });
            }
            if (found.isEmpty()) {
                throw new IllegalStateException("no valid record on " + topic);
            }
            return found;
        }
    }

    private static byte[] spliced(byte[] value, byte[] into) {
        byte[] all = Arrays.copyOf(value, value.length + into.length);
        System.arraycopy(into, 0, all, 5, into.length);
        System.arraycopy(value, 5, all, 5 + into.length, value.length - 5);
        return all;
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        // Excludes the magic byte of the wire format.
        bytes[0] |= 1;
        return bytes;
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
