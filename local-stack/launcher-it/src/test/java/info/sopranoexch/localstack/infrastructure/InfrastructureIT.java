package info.sopranoexch.localstack.infrastructure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.TopicSchemas;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InfrastructureIT {
    private static final Infrastructure STACK = Infrastructure.shared();

    @BeforeAll
    static void topics() {
        STACK.createTopics();
    }

    @Test
    void runsPostgresWithDurableSettings() throws SQLException {
        String jdbc = STACK.jdbcUrl("durable");
        try (Connection connection = DriverManager.getConnection(jdbc, "durable", "durable")) {
            for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
                try (var rows = connection.createStatement().executeQuery("show " + setting)) {
                    rows.next();
                    assertThat(rows.getString(1)).as(setting).isEqualTo("on");
                }
            }
        }
    }

    @Test
    void continuesAfterPause() throws Exception {
        String jdbc = STACK.jdbcUrl("paused");
        try (Connection connection = DriverManager.getConnection(jdbc, "paused", "paused")) {
            STACK.postgres().pause();
            CompletableFuture<Boolean> response;
            try {
                response = CompletableFuture.supplyAsync(() -> isValid(connection));
                assertThatThrownBy(() -> response.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            } finally {
                STACK.postgres().resume();
            }
            assertThat(response.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Queries the server for at most 30 s. */
    private static boolean isValid(Connection connection) {
        try {
            return connection.isValid(30);
        } catch (SQLException e) {
            return false;
        }
    }

    @Test
    void grantsEachRoleItsDatabaseOnly() throws SQLException {
        String mine = STACK.jdbcUrl("mine");
        String theirs = STACK.jdbcUrl("theirs");
        try (Connection connection = DriverManager.getConnection(mine, "mine", "mine")) {
            connection.createStatement().execute("create table public.t (x int)");
        }
        assertThatThrownBy(() -> DriverManager.getConnection(mine, "mine", "wrong"))
                .hasMessageContaining("password");
        assertThatThrownBy(() -> DriverManager.getConnection(theirs, "mine", "mine"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void createsTopicsWithPartitionsAndPolicies() throws Exception {
        STACK.createTopics();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", STACK.bootstrapServers()))) {
            for (String topic : Topics.ALL) {
                var names = List.of(topic, Topics.deadLetter(topic));
                var described = admin.describeTopics(names).allTopicNames().get(30, TimeUnit.SECONDS);
                assertThat(requireNonNull(described.get(topic)).partitions())
                        .hasSize(Topics.isCompacted(topic) ? 1 : TopicProperties.DEFAULT_PARTITIONS);
                assertThat(requireNonNull(described.get(Topics.deadLetter(topic)))
                                .partitions())
                        .hasSize(1);
                var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
                var config = admin.describeConfigs(List.of(resource)).all().get(30, TimeUnit.SECONDS);
                assertThat(requireNonNull(config.get(resource))
                                .get("cleanup.policy")
                                .value())
                        .isEqualTo(Topics.isCompacted(topic) ? "compact" : "delete");
            }
        }
    }

    @Test
    void registersSchemasAndRejectsIncompatibleOnes() {
        try (var registry = new SchemaRegistryClient(Map.of("schema.registry.url", STACK.registryUrl()))) {
            TopicSchemas.BY_TOPIC.forEach((topic, schema) -> {
                int id = registry.register(Topics.subject(topic), schema);
                assertThat(registry.register(Topics.subject(topic), schema)).isEqualTo(id);
                assertThat(registry.lookup(Topics.subject(topic), schema)).isEqualTo(id);
                assertThat(registry.schemaById(id).getFullName()).isEqualTo(schema.getFullName());
            });
            Schema first = schema("[{\"name\":\"a\",\"type\":\"string\"}]");
            Schema incompatible = schema("[{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"string\"}]");
            registry.register("compatibility-value", first);
            assertThatThrownBy(() -> registry.register("compatibility-value", incompatible))
                    .hasMessageContaining("409");
        }
    }

    private static Schema schema(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"test\",\"fields\":" + fields + "}");
    }

    @Test
    void keepsDataOfKilledServers() throws Exception {
        String jdbc = STACK.jdbcUrl("survivor");
        try (Connection connection = DriverManager.getConnection(jdbc, "survivor", "survivor")) {
            connection.createStatement().execute("create table kept (x int)");
            connection.createStatement().execute("insert into kept values (1)");
        }
        Schema schema = schema("[{\"name\":\"kept\",\"type\":\"string\"}]");
        int id = register("kept-value", schema);
        send("before");

        STACK.registry().kill();
        STACK.kafka().kill();
        STACK.postgres().kill();
        assertThat(STACK.registry().isAlive()
                        || STACK.kafka().isAlive()
                        || STACK.postgres().isAlive())
                .isFalse();
        STACK.postgres().start();
        STACK.kafka().start();
        STACK.registry().start();

        try (Connection connection = DriverManager.getConnection(jdbc, "survivor", "survivor");
                var rows = connection.createStatement().executeQuery("select x from kept")) {
            assertThat(rows.next()).isTrue();
        }
        assertThat(register("kept-value", schema)).isEqualTo(id);
        send("after");
        assertThat(receive(2)).containsExactly("before", "after");
    }

    private static int register(String subject, Schema schema) {
        try (var registry = new SchemaRegistryClient(Map.of("schema.registry.url", STACK.registryUrl()))) {
            return registry.register(subject, schema);
        }
    }

    /** Sends a record through serializer, registry and broker, as the services do. */
    private static void send(String text) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", STACK.bootstrapServers(), "schema.registry.url", STACK.registryUrl());
        try (var serializer = new AvroSerializer()) {
            serializer.configure(settings, false);
            try (var producer =
                    new KafkaProducer<String, IndexedRecord>(settings, new StringSerializer(), serializer)) {
                Schema schema = schema("[{\"name\":\"a\",\"type\":\"string\"}]");
                GenericRecord record = new GenericData.Record(schema);
                record.put("a", text);
                producer.send(new ProducerRecord<>(Topics.deadLetter(Topics.WEBHOOK_EVENTS), "key", record))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static List<String> receive(int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", STACK.bootstrapServers(),
                "schema.registry.url", STACK.registryUrl(),
                "auto.offset.reset", "earliest");
        List<String> texts = new ArrayList<>();
        try (var deserializer = new AvroDeserializer()) {
            deserializer.configure(settings, false);
            try (var consumer =
                    new KafkaConsumer<String, IndexedRecord>(settings, new StringDeserializer(), deserializer)) {
                consumer.assign(List.of(new TopicPartition(Topics.deadLetter(Topics.WEBHOOK_EVENTS), 0)));
                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (texts.size() < count && System.nanoTime() < deadline) {
                    consumer.poll(Duration.ofMillis(500))
                            .forEach(record -> texts.add(record.value().get(0).toString()));
                }
            }
        }
        return texts;
    }
}
