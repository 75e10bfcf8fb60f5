package info.sopranoexch.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.cli.SopranoCli;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderEventSource;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import info.sopranoexch.schemas.deploy.TopicProperties;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the command against a real broker and registry. Each test uses its own topic. */
class DeadLettersCommandIT {
    private static final Infrastructure INFRASTRUCTURE = Infrastructure.shared();
    private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", INFRASTRUCTURE.bootstrapServers());

    private record Result(int code, String text) {}

    @BeforeAll
    static void topics() {
        INFRASTRUCTURE.createTopics();
    }

    @Test
    void listsTopicsAndRecords() throws Exception {
        deadLetter(Topics.PROVIDER_COMMANDS, "pay_1", bytes("junk"), "undeserializable");
        deadLetter(Topics.PROVIDER_COMMANDS, "pay_2", bytes("junk"), "invalid");
        deadLetter(Topics.PROVIDER_COMMANDS, "pay_3", bytes("junk"), "invalid");

        Result all = dlt("list");

        assertThat(all.code()).isZero();
        assertThat(all.text()).containsPattern("provider\\.commands\\.v1\\.dlt +3 +0 .*invalid 2, undeserializable 1");
        assertThat(all.text().lines()).hasSize(1 + Topics.ALL.size());
        Result one = dlt("list", Topics.PROVIDER_COMMANDS);
        assertThat(one.text()).containsPattern("0/0 +pay_1 +undeserializable +a-group +3/7 +[0-9]+s +broken");
        assertThat(one.text()).containsPattern("0/2 +pay_3 +invalid ");
    }

    @Test
    void showsDecodedAndUndecodableValues() throws Exception {
        deadLetter(Topics.PAYMENT_REPLIES, "pay_1", callback(), "inapplicable");
        deadLetter(Topics.PAYMENT_REPLIES, "pay_2", bytes("junk"), "undeserializable");

        assertThat(dlt("show", Topics.PAYMENT_REPLIES, "0/0").text())
                .contains("reason    inapplicable")
                .contains("dlt_detail: IllegalStateException: broken")
                .contains("ce_type: a.type")
                .contains("\"event_id\": \"evt_1\"");
        assertThat(dlt("show", Topics.deadLetter(Topics.PAYMENT_REPLIES), "1").text())
                .contains("not decoded: not in the Confluent wire format")
                .contains("4 bytes: 6a 75 6e 6b");
        assertThat(dlt("show", Topics.PAYMENT_REPLIES, "0/9"))
                .isEqualTo(new Result(1, "no record 0/9 in payment.replies.v1.dlt\n"));
    }

    @Test
    void replaysRecordUnchangedAndOnce() throws Exception {
        deadLetter(Topics.PROVIDER_EVENTS, "pay_1", callback(), "inapplicable");
        deadLetter(Topics.PROVIDER_EVENTS, "pay_2", bytes("two"), "inapplicable");

        assertThat(dlt("replay", Topics.PROVIDER_EVENTS, "0/0").text())
                .startsWith("0/0 replayed to provider.events.v1/");
        Result again = dlt("replay", Topics.PROVIDER_EVENTS, "--all");

        assertThat(again.code()).isEqualTo(3);
        assertThat(again.text()).contains("0/0 skipped: replayed already").contains("0/1 replayed to");
        List<ConsumerRecord<byte[], byte[]>> records = read(Topics.PROVIDER_EVENTS);
        assertThat(records).extracting(record -> text(record.key())).containsExactlyInAnyOrder("pay_1", "pay_2");
        ConsumerRecord<byte[], byte[]> first = byKey(records, "pay_1");
        assertThat(first.value()).isEqualTo(callback());
        assertThat(first.partition()).isEqualTo(partitionOf("pay_1"));
        assertThat(Arrays.stream(first.headers().toArray()).map(header -> header.key() + "=" + text(header.value())))
                .containsExactly("ce_type=a.type", "replay_of=provider.events.v1.dlt/0/0");
        assertThat(dlt("list").text()).containsPattern("provider\\.events\\.v1\\.dlt +0 +2 ");

        assertThat(dlt("replay", Topics.PROVIDER_EVENTS, "0/0", "--again").code())
                .isZero();
        assertThat(read(Topics.PROVIDER_EVENTS)).hasSize(3);
    }

    @Test
    void listsFailedReplayAsNewRecord() throws Exception {
        deadLetter(Topics.PAYMENT_COMMANDS, "pay_1", callback(), "inapplicable");
        dlt("replay", Topics.PAYMENT_COMMANDS, "--all");
        ConsumerRecord<byte[], byte[]> replayed = read(Topics.PAYMENT_COMMANDS).getFirst();

        send(DeadLetter.of(
                replayed, replayed.key(), replayed.value(), "a-group", "inapplicable", broken(), Instant.now()));

        assertThat(dlt("list", Topics.PAYMENT_COMMANDS).text())
                .containsPattern("0/0 .* replayed 2")
                .containsPattern("0/2 .* failed again after a replay");
        Result replay = dlt("replay", Topics.PAYMENT_COMMANDS, "--all");
        assertThat(replay.text()).contains("0/0 skipped").contains("0/2 replayed to");
    }

    @Test
    void skipsDirectoryRecordThatNewerOneReplaced() throws Exception {
        long current = append(Topics.DIRECTORY_MERCHANTS, "1", callback());
        long replaced = append(Topics.DIRECTORY_MERCHANTS, "2", bytes("old"));
        append(Topics.DIRECTORY_MERCHANTS, "2", bytes("new"));
        deadLetter(Topics.DIRECTORY_MERCHANTS, "1", callback(), "undeserializable", 0, current);
        deadLetter(Topics.DIRECTORY_MERCHANTS, "2", bytes("old"), "undeserializable", 0, replaced);

        Result answer = dlt("replay", Topics.DIRECTORY_MERCHANTS, "--all");

        assertThat(answer.code()).isEqualTo(3);
        assertThat(answer.text())
                .contains("0/0 replayed to directory.merchants.v1/0/3")
                .contains("0/1 skipped: directory.merchants.v1 has a newer record of 2");
        assertThat(read(Topics.DIRECTORY_MERCHANTS))
                .extracting(record -> text(record.key()))
                .endsWith("1");
    }

    @Test
    void replaysRecordsOfOneReason() throws Exception {
        // Another test class may have used the topics before.
        int before = read(Topics.WEBHOOK_EVENTS).size();
        long invalid = deadLetter(Topics.WEBHOOK_EVENTS, "pay_1", bytes("one"), "invalid");
        long inapplicable = deadLetter(Topics.WEBHOOK_EVENTS, "pay_2", bytes("two"), "inapplicable");

        Result answer = dlt("replay", Topics.WEBHOOK_EVENTS, "--reason", "inapplicable");

        assertThat(answer.text()).contains("0/" + inapplicable + " replayed to").doesNotContain("0/" + invalid + " ");
        assertThat(read(Topics.WEBHOOK_EVENTS))
                .hasSize(before + 1)
                .extracting(record -> text(record.key()))
                .contains("pay_2")
                .doesNotContain("pay_1");
    }

    @Test
    void reportsInvalidArguments() {
        assertThat(dlt("list", "payments"))
                .extracting(Result::code, Result::text)
                .satisfies(answer ->
                        assertThat(answer.toString()).contains("no topic payments; there are payment.commands.v1"));
        assertThat(dlt("replay", Topics.PAYMENT_EVENTS).text()).contains("name records, or --all, or --reason");
        assertThat(dlt("replay", Topics.PAYMENT_EVENTS, "5", "--all").text())
                .contains("name records, or --all, or --reason");
        assertThat(dlt("replay", Topics.PAYMENT_EVENTS, "5").text()).contains("no record [0/5]");
        assertThat(dlt("show", Topics.PAYMENT_EVENTS, "five").text()).contains("five is not a position of a record");
    }

    private static Result dlt(String... arguments) {
        var text = new StringWriter();
        List<String> line = new ArrayList<>(List.of("dlt", arguments[0]));
        line.addAll(
                List.of("--bootstrap", INFRASTRUCTURE.bootstrapServers(), "--registry", INFRASTRUCTURE.registryUrl()));
        line.addAll(Arrays.asList(arguments).subList(1, arguments.length));
        int code = SopranoCli.commandLine()
                .setOut(new PrintWriter(text, true))
                .setErr(new PrintWriter(text, true))
                .execute(line.toArray(String[]::new));
        return new Result(code, text.toString());
    }

    private static long deadLetter(String topic, String key, byte[] value, String reason) throws Exception {
        return deadLetter(topic, key, value, reason, 3, 7);
    }

    private static long deadLetter(String topic, String key, byte[] value, String reason, int partition, long offset)
            throws Exception {
        var headers = new RecordHeaders();
        headers.add("ce_type", bytes("a.type"));
        var failed = new ConsumerRecord<>(
                topic,
                partition,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                bytes(key),
                value,
                headers,
                Optional.empty());
        return send(DeadLetter.of(failed, bytes(key), value, "a-group", reason, broken(), Instant.now()));
    }

    private static IllegalStateException broken() {
        return new IllegalStateException("broken");
    }

    private static long append(String topic, String key, byte[] value) throws Exception {
        return send(new ProducerRecord<>(topic, bytes(key), value));
    }

    private static long send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<>(KAFKA, new ByteArraySerializer(), new ByteArraySerializer())) {
            return producer.send(record).get().offset();
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(KAFKA, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> byKey(List<ConsumerRecord<byte[], byte[]>> records, String key) {
        return records.stream()
                .filter(record -> text(record.key()).equals(key))
                .findFirst()
                .orElseThrow();
    }

    /** Computes the partition as Kafka's default partitioner does. */
    private static int partitionOf(String key) {
        return org.apache.kafka.clients.producer.internals.BuiltInPartitioner.partitionForKey(
                bytes(key), TopicProperties.DEFAULT_PARTITIONS);
    }

    private static byte[] callback() {
        ProviderEvent callback = ProviderEvent.newBuilder()
                .setEventId("evt_1")
                .setPaymentId("pay_1")
                .setProvider("paymoon")
                .setSource(ProviderEventSource.callback)
                .setOutcome(ProviderOutcome.untranslatable)
                .setRaw(ByteBuffer.wrap(bytes("{}")))
                .setOccurredAt(Instant.EPOCH)
                .setReceivedAt(Instant.ofEpochMilli(1_700_000_000_123L))
                .build();
        try (var serializer = new AvroSerializer()) {
            serializer.configure(Map.of("schema.registry.url", INFRASTRUCTURE.registryUrl()), false);
            return serializer.serialize(Topics.PROVIDER_EVENTS, callback);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
