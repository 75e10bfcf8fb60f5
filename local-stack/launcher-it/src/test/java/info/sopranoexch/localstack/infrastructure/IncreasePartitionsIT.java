package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.deploy.DeployTopicsAndSchemas;
import info.sopranoexch.schemas.deploy.TopicProperties;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses its own broker, because partitions cannot be removed. */
class IncreasePartitionsIT {
    private static final TopicProperties MORE =
            new TopicProperties(2 * TopicProperties.DEFAULT_PARTITIONS, (short) 1, 1);

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = new KafkaBroker(
                folder.resolve("kafka"),
                Installation.of(ProjectRoot.find()),
                folder.resolve("kafka.log"),
                Ports.free(),
                Ports.free());
        broker.start();
        DeployTopicsAndSchemas.createTopics(kafka(), TopicProperties.singleBroker());
    }

    @AfterAll
    static void stop() {
        broker.kill();
    }

    @Test
    void increasesPartitionsWhenNothingIsUnreadAndNoGroupHasMembers() throws Exception {
        send("pay_1");
        try (KafkaConsumer<String, String> reader = reader()) {
            poll(reader);
            assertThatThrownBy(() -> DeployTopicsAndSchemas.addPartitions(kafka(), MORE))
                    .hasMessageContaining(
                            "payment-service has members that read [payment.commands.v1]: stop all services first");
            reader.commitSync();
        }
        send("pay_2");
        assertThatThrownBy(() -> DeployTopicsAndSchemas.addPartitions(kafka(), MORE))
                .hasMessageContaining("payment-service has 1 unread records in payment.commands.v1");
        assertThat(partitions()).containsOnly(TopicProperties.DEFAULT_PARTITIONS);
        try (KafkaConsumer<String, String> reader = reader()) {
            poll(reader);
            reader.commitSync();
        }

        DeployTopicsAndSchemas.addPartitions(kafka(), MORE);

        assertThat(partitions()).containsOnly(MORE.partitions());
        DeployTopicsAndSchemas.addPartitions(kafka(), MORE);
        DeployTopicsAndSchemas.createTopics(kafka(), MORE);
        assertThatThrownBy(() -> DeployTopicsAndSchemas.addPartitions(kafka(), TopicProperties.singleBroker()))
                .hasMessageContaining("partitions cannot be removed");
        send("pay_3");
        try (KafkaConsumer<String, String> reader = reader()) {
            assertThat(poll(reader).key()).isEqualTo("pay_3");
        }
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static void send(String key) throws Exception {
        try (var producer = new KafkaProducer<>(kafka(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.PAYMENT_COMMANDS, key, ""))
                    .get();
        }
    }

    private static KafkaConsumer<String, String> reader() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "payment-service",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        var reader = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        reader.subscribe(List.of(Topics.PAYMENT_COMMANDS));
        return reader;
    }

    private static ConsumerRecord<String, String> poll(KafkaConsumer<String, String> reader) {
        for (int tries = 0; tries < 100; tries++) {
            for (ConsumerRecord<String, String> record : reader.poll(Duration.ofMillis(300))) {
                return record;
            }
        }
        throw new AssertionError("nothing to read");
    }

    private static Set<Integer> partitions() throws Exception {
        List<String> topics =
                Topics.ALL.stream().filter(topic -> !Topics.isCompacted(topic)).toList();
        try (Admin admin = Admin.create(kafka())) {
            return admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .map(topic -> topic.partitions().size())
                    .collect(Collectors.toSet());
        }
    }
}
