package info.sopranoexch.localstack.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import info.sopranoexch.schemas.TopicSchemas;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.deploy.DeployTopicsAndSchemas;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.schemas.serde.AvroDeserializer;
import info.sopranoexch.schemas.serde.AvroSerializer;
import info.sopranoexch.schemas.serde.RegistryException;
import info.sopranoexch.schemas.serde.SchemaRegistryClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.flink.avro.registry.confluent.shaded.io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericData;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumReader;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericDatumWriter;
import org.apache.flink.avro.shaded.org.apache.avro.generic.GenericRecord;
import org.apache.flink.avro.shaded.org.apache.avro.io.DecoderFactory;
import org.apache.flink.avro.shaded.org.apache.avro.io.EncoderFactory;
import org.apache.flink.formats.avro.registry.confluent.ConfluentSchemaRegistryCoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tests topics and schemas with a broker and registry, and the wire format with Confluent's client. */
class ContractsIT {
    private static final Infrastructure INFRASTRUCTURE = Infrastructure.shared();
    private static final String TOPIC = Topics.PROVIDER_EVENTS;
    private static final Map<String, Object> REGISTRY =
            Map.of("schema.registry.url", INFRASTRUCTURE.registryUrl(), "specific.avro.reader", "true");
    private static final ProviderEvent CALLBACK = ProviderEvent.newBuilder()
            .setEventId("evt_1")
            .setPaymentId("pay_1")
            .setProvider("paymoon")
            .setSource(ProviderEventSource.callback)
            .setOutcome(ProviderOutcome.untranslatable)
            .setRaw(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))
            .setOccurredAt(Instant.EPOCH)
            .setReceivedAt(Instant.ofEpochMilli(1_700_000_000_123L))
            .build();

    @BeforeAll
    static void deploy() throws Exception {
        DeployTopicsAndSchemas.createTopics(kafka(), TopicProperties.singleBroker());
        DeployTopicsAndSchemas.registerSchemas(REGISTRY);
    }

    @Test
    void repeatedDeploymentChangesNothing() throws Exception {
        DeployTopicsAndSchemas.createTopics(kafka(), TopicProperties.singleBroker());
        DeployTopicsAndSchemas.registerSchemas(REGISTRY);

        try (var registry = new SchemaRegistryClient(REGISTRY)) {
            assertThat(registry.subjects())
                    .containsAll(TopicSchemas.BY_TOPIC.keySet().stream()
                            .map(Topics::subject)
                            .toList());
        }
    }

    @Test
    void rejectsDifferentNumberOfPartitions() {
        assertThatThrownBy(() -> DeployTopicsAndSchemas.createTopics(kafka(), new TopicProperties(24, (short) 1, 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 12 partitions, expected 24");
    }

    @Test
    void registryRejectsIncompatibleSchema() {
        Schema other = SchemaBuilder.record("ProviderEvent")
                .namespace(CALLBACK.getSchema().getNamespace())
                .fields()
                .requiredString("a_field_without_default")
                .endRecord();
        try (var registry = new SchemaRegistryClient(REGISTRY)) {
            assertThatThrownBy(() -> registry.register(Topics.subject(TOPIC), other))
                    .isInstanceOf(RegistryException.class);
        }
    }

    @Test
    void confluentClientReadsOurRecords() throws IOException {
        byte[] bytes;
        try (var serializer = new AvroSerializer()) {
            serializer.configure(REGISTRY, false);
            bytes = serializer.serialize(TOPIC, CALLBACK);
        }

        var stream = new ByteArrayInputStream(bytes);
        var schema = confluent().readSchema(stream);
        GenericRecord record = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(stream, null));

        assertThat(record.get("event_id")).hasToString("evt_1");
        assertThat(record.get("received_at")).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void readsRecordsOfConfluentClient() throws IOException {
        var schema = new org.apache.flink.avro.shaded.org.apache.avro.Schema.Parser()
                .parse(CALLBACK.getSchema().toString());
        var record = new GenericData.Record(schema);
        record.put("event_id", "evt_1");
        record.put("provider", "paymoon");
        record.put("payment_id", "pay_1");
        record.put("source", symbol(schema.getField("source").schema(), "callback"));
        record.put("outcome", symbol(schema.getField("outcome").schema(), "untranslatable"));
        record.put("raw", ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)));
        record.put("occurred_at", 0L);
        record.put("received_at", 1_700_000_000_123L);
        var stream = new ByteArrayOutputStream();
        confluent().writeSchema(schema, stream);
        var encoder = EncoderFactory.get().binaryEncoder(stream, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();

        try (var deserializer = new AvroDeserializer()) {
            deserializer.configure(REGISTRY, false);
            assertThat(deserializer.deserialize(TOPIC, stream.toByteArray())).isEqualTo(CALLBACK);
        }
    }

    private static GenericData.EnumSymbol symbol(
            org.apache.flink.avro.shaded.org.apache.avro.Schema schema, String name) {
        return new GenericData.EnumSymbol(schema, name);
    }

    private static ConfluentSchemaRegistryCoder confluent() {
        return new ConfluentSchemaRegistryCoder(
                Topics.subject(TOPIC), new CachedSchemaRegistryClient(INFRASTRUCTURE.registryUrl(), 16));
    }

    private static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", INFRASTRUCTURE.bootstrapServers());
    }
}
