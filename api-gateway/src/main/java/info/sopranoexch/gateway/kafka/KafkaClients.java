package info.sopranoexch.gateway.kafka;

import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/**
 * Creates Kafka clients from {@code spring.kafka.*}. Consumers return bytes: their users deserialize each record, so a
 * malformed record does not stop the records after it.
 */
@Component
public class KafkaClients {
    /** More than all commands in flight. If the buffer is full, a command waits for space and is then refused. */
    private static final long BUFFER_BYTES = 8L * 1024 * 1024;

    private static final long BEST_EFFORT_BUFFER_BYTES = 4L * 1024 * 1024;

    /** Heap for each consumer and broker. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final KafkaProperties properties;

    KafkaClients(KafkaProperties properties) {
        this.properties = properties;
    }

    /** Creates a producer without linger. It gives up on a record after 10 s, or after 3 s without metadata. */
    public KafkaProducer<String, IndexedRecord> producer(AvroSerializer serializer) {
        Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
        config.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, "api-gateway");
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 3_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        return new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    /**
     * Creates a producer whose records may be lost. It gives up on a record after 15 s, or after 1 s without metadata or
     * without space in its buffer.
     */
    public KafkaProducer<String, IndexedRecord> bestEffortProducer(String clientId, AvroSerializer serializer) {
        Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        config.put(ProducerConfig.ACKS_CONFIG, "1");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 100);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BEST_EFFORT_BUFFER_BYTES);
        return new KafkaProducer<>(config, new StringSerializer(), serializer);
    }

    /** Creates a consumer without a group. Its user assigns partitions; it commits nothing. */
    public KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // A recreated topic is shorter than the last position.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(withLimits(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Creates consumers of a group that start at the end of their partitions. The group detects a dead instance after 6 s, the
     * shortest session timeout that brokers allow by default.
     */
    public ConsumerFactory<byte[], byte[]> groupConsumers(String group) {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 300);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return new DefaultKafkaConsumerFactory<>(
                withLimits(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> withLimits(Map<String, Object> config) {
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return config;
    }

    public AvroSerializer avroSerializer() {
        var serializer = new AvroSerializer();
        serializer.configure(properties.buildProducerProperties(), false);
        return serializer;
    }

    public AvroDeserializer avroDeserializer() {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.put("specific.avro.reader", true);
        var deserializer = new AvroDeserializer();
        deserializer.configure(config, false);
        return deserializer;
    }

    public Admin admin() {
        Map<String, Object> config = new HashMap<>(properties.buildAdminProperties());
        config.put("default.api.timeout.ms", 2_000);
        config.put("request.timeout.ms", 2_000);
        return Admin.create(config);
    }
}
