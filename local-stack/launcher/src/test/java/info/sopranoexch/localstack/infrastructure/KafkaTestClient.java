package info.sopranoexch.localstack.infrastructure;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes and reads Avro records on the shared {@link Infrastructure}, without code of a service. */
public final class KafkaTestClient {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final class Holder {
        private static final KafkaTestClient SHARED = new KafkaTestClient(Infrastructure.shared());
    }

    private final Map<String, Object> settings;
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerializer serializer = new AvroSerializer();
    private final AvroDeserializer deserializer = new AvroDeserializer();

    private KafkaTestClient(Infrastructure infrastructure) {
        infrastructure.createTopics();
        settings = Map.of("bootstrap.servers", infrastructure.bootstrapServers());
        Map<String, Object> registry =
                Map.of("schema.registry.url", infrastructure.registryUrl(), "specific.avro.reader", true);
        serializer.configure(registry, false);
        deserializer.configure(registry, false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "linger.ms", 0),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Creates the topics at the first call. */
    public static KafkaTestClient shared() {
        return Holder.SHARED;
    }

    public void send(String topic, String key, @Nullable IndexedRecord value) {
        sendBytes(topic, null, key, value == null ? null : serialize(topic, value));
    }

    public void sendBytes(String topic, String key, byte[] value) {
        sendBytes(topic, null, key, value);
    }

    /** @param partition null for the partition of the key */
    public void sendBytes(String topic, @Nullable Integer partition, String key, byte @Nullable [] value) {
        sendAll(List.of(new ProducerRecord<>(topic, partition, key, value)));
    }

    /** Sends the records in order and waits for the acknowledgements. */
    public void sendAll(List<ProducerRecord<String, byte[]>> records) {
        List<? extends Future<?>> sent = records.stream().map(producer::send).toList();
        try {
            for (Future<?> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public byte[] serialize(String topic, IndexedRecord value) {
        return Objects.requireNonNull(serializer.serialize(topic, value));
    }

    public <T> T deserialize(ConsumerRecord<?, byte[]> record, Class<T> type) {
        return type.cast(Objects.requireNonNull(deserializer.deserialize(record.topic(), record.value())));
    }

    /** Returns matching records from the beginning to the current end of the topic, in order for each key. */
    public List<ConsumerRecord<String, byte[]>> read(
            String topic, Predicate<ConsumerRecord<String, byte[]>> predicate) {
        try (var consumer = consumer(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                poll(consumer, predicate, found);
            }
            return found;
        }
    }

    /** Reads the topic from its beginning until it has {@code count} matching records, at most for 20 seconds. */
    public List<ConsumerRecord<String, byte[]>> await(
            String topic, Predicate<ConsumerRecord<String, byte[]>> predicate, int count) {
        try (var consumer = consumer(topic)) {
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            long end = System.nanoTime() + LIMIT.toNanos();
            while (found.size() < count && System.nanoTime() < end) {
                poll(consumer, predicate, found);
            }
            if (found.size() < count) {
                throw new AssertionError("only " + found.size() + " of " + count + " records in " + topic);
            }
            return found;
        }
    }

    /** Reads the topic from its beginning until it has {@code count} records with the key, at most for 20 seconds. */
    public <T> List<T> await(String topic, String key, int count, Class<T> type) {
        return await(topic, record -> key.equals(record.key()), count).stream()
                .map(record -> deserialize(record, type))
                .toList();
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private KafkaConsumer<String, byte[]> consumer(String topic) {
        var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static void poll(
            KafkaConsumer<String, byte[]> consumer,
            Predicate<ConsumerRecord<String, byte[]>> predicate,
            List<ConsumerRecord<String, byte[]>> found) {
        consumer.poll(Duration.ofMillis(200)).forEach(record -> {
            if (predicate.test(record)) {
                found.add(record);
            }
        });
    }
}
