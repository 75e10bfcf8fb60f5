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
import org.springframework.stereotype.Component;

/**
 * Makes Kafka clients from {@code spring.kafka.*}. Consumers read bytes and leave Avro to their owner: a record that cannot
 * be read must not stop the ones after it.
 */
@Component
public class KafkaClients {
    /** More than all commands in flight; past it a command waits for room, and is refused. */
    private static final long BUFFER_BYTES = 8L * 1024 * 1024;

    /** Of the heap, for each consumer and broker. */
    private static final int FETCH_BYTES = 8 * 1024 * 1024;

    private final KafkaProperties properties;

    KafkaClients(KafkaProperties properties) {
        this.properties = properties;
    }

    /** Does not wait for more records (linger 0) and gives up on a record after 10 s, 3 s of them for want of metadata. */
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

    /** For a consumer that is told its partitions and commits nothing. */
    public KafkaConsumer<byte[], byte[]> reader() {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        // A topic that was made anew is shorter than where we stood in the old one.
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return consumer(config);
    }

    /**
     * For a consumer whose partitions come from a group. An instance that dies is missed after 6 s, the shortest session
     * timeout that brokers allow by default; the others learn of it with their next heartbeat.
     */
    public KafkaConsumer<byte[], byte[]> member(String group) {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        config.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        config.putIfAbsent(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 300);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        return consumer(config);
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> config) {
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
