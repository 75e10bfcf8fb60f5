package info.sopranoexch.webhook.support;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Writes what payment-service writes and reads what the dispatcher writes. */
public final class Kafka implements AutoCloseable {
    private final KafkaProducer<String, byte[]> producer;
    private final AvroSerializer serializer = new AvroSerializer();
    private final AvroDeserializer deserializer = new AvroDeserializer();
    private final Infrastructure infrastructure;

    public Kafka(Infrastructure infrastructure) {
        this.infrastructure = infrastructure;
        Map<String, Object> registry =
                Map.of("schema.registry.url", infrastructure.registryUrl(), "specific.avro.reader", "true");
        serializer.configure(registry, false);
        deserializer.configure(registry, false);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "linger.ms", "0"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    public void publish(Merchant merchant) {
        send(Topics.DIRECTORY_MERCHANTS, String.valueOf(merchant.getMerchantId()), merchant);
        producer.flush();
    }

    public void publish(PaymentEvent... events) {
        publish(List.of(events));
    }

    public void publish(List<PaymentEvent> events) {
        events.forEach(event -> send(Topics.PAYMENT_EVENTS, event.getPayment().getPaymentId(), event));
        producer.flush();
    }

    private void send(String topic, String key, IndexedRecord value) {
        sendRaw(topic, key, serializer.serialize(topic, value));
    }

    public void sendRaw(String topic, String key, byte[] value) {
        var sent = producer.send(new ProducerRecord<>(topic, key, value));
        assert sent != null;
    }

    public byte[] encode(String topic, IndexedRecord value) {
        return serializer.serialize(topic, value);
    }

    public void flush() {
        producer.flush();
    }

    /** All records of a topic, from its beginning to its present end, that pass. */
    public List<ConsumerRecord<String, byte[]>> read(String topic, Predicate<ConsumerRecord<String, byte[]>> wanted) {
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", infrastructure.bootstrapServers()),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
            return found;
        }
    }

    public IndexedRecord decode(ConsumerRecord<String, byte[]> record) {
        IndexedRecord value = deserializer.deserialize(record.topic(), record.value());
        if (value == null) {
            throw new IllegalStateException("a tombstone");
        }
        return value;
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        producer.close();
    }
}
