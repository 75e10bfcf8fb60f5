package info.sopranoexch.provider.testing;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes and reads records, without code of the adapter. */
public final class Records {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Infrastructure stack;
    private final AvroSerializer serializer = new AvroSerializer();
    private final AvroDeserializer deserializer = new AvroDeserializer();

    public Records(Infrastructure stack) {
        this.stack = stack;
        serializer.configure(Map.of("schema.registry.url", stack.registryUrl()), false);
        deserializer.configure(
                Map.of("schema.registry.url", stack.registryUrl(), "specific.avro.reader", "true"), false);
    }

    public byte[] bytes(String topic, SpecificRecord value) {
        byte[] bytes = serializer.serialize(topic, value);
        if (bytes == null) {
            throw new IllegalStateException("nothing");
        }
        return bytes;
    }

    public void send(String topic, String key, SpecificRecord value) {
        sendBytes(topic, key, bytes(topic, value));
    }

    public void sendBytes(String topic, String key, byte[] value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "linger.ms", 0);
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads the topic from its beginning until it has {@code count} records with the key. */
    public <T> List<T> await(String topic, String key, int count, Class<T> type) {
        return awaitRaw(topic, record -> key.equals(record.key()), count).stream()
                .map(record -> type.cast(deserializer.deserialize(topic, record.value())))
                .toList();
    }

    /** Returns raw records that match the predicate. */
    public List<ConsumerRecord<String, byte[]>> awaitRaw(
            String topic, Predicate<ConsumerRecord<String, byte[]>> wanted, int count) {
        var found = new ArrayList<ConsumerRecord<String, byte[]>>();
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.bootstrapServers(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + LIMIT.toNanos();
            while (found.size() < count && System.nanoTime() < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                }
            }
        }
        if (found.size() < count) {
            throw new AssertionError("only " + found.size() + " of " + count + " records in " + topic);
        }
        return found;
    }
}
