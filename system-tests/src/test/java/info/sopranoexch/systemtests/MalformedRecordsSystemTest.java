package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.deploy.TopicProperties;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * Writes malformed records to every partition of every topic. Unreadable records are dead-lettered or
 * skipped and counted, and consumers process the records after them.
 */
class MalformedRecordsSystemTest {
    private static final long SEED = Long.getLong("malformed.seed", 20_261_124);
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int READABLE = 120;
    /** The number of consumer groups that dead-letter records of the topic. */
    private static final Map<String, Integer> READERS = Map.of(
            Topics.PAYMENT_COMMANDS, 1,
            Topics.PROVIDER_EVENTS, 1,
            Topics.PAYMENT_EVENTS, 2,
            Topics.PROVIDER_COMMANDS, 1,
            Topics.WEBHOOK_EVENTS, 1,
            Topics.API_REQUESTS, 1);
    /** The gateways count skipped records of these topics. They never dead-letter records of a directory. */
    private static final List<String> COUNTED_TOPICS =
            List.of(Topics.PAYMENT_REPLIES, Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);
    /** Topics without readable malformed records, because other tests use their content. */
    private static final List<String> SHARED_TOPICS = List.of(Topics.DIRECTORY_MERCHANTS, Topics.DIRECTORY_API_KEYS);

    private static final LocalStack STACK = Stack.shared();

    private final MalformedRecords malformed = new MalformedRecords(new Random(SEED));

    @Test
    void deadLettersMalformedRecordsAndProcessesTheRest() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            // The records of these payments are the templates of the malformed ones.
            refunded(Stack.newMerchant(receiver), receiver, "before");
        }
        Map<String, Long> before = new HashMap<>();
        Topics.ALL.forEach(topic -> before.put(topic, DeadLetterCounts.of(topic)));
        Map<String, Double> skippedBefore = skipped();

        Map<String, Integer> sent = new TreeMap<>();
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        for (String topic : Topics.ALL) {
            int partitions = Topics.isCompacted(topic) ? 1 : TopicProperties.DEFAULT_PARTITIONS;
            for (int partition = 0; partition < partitions; partition++) {
                List<ProducerRecord<byte[], byte[]>> unreadable = malformed.unreadable(topic, partition);
                sent.merge(topic, unreadable.size(), Integer::sum);
                all.addAll(unreadable);
            }
            if (!SHARED_TOPICS.contains(topic)) {
                all.addAll(malformed.readable(topic, READABLE));
            }
        }
        send(all);
        System.out.println("malformed records: " + all.size() + " records, seed " + SEED + ", unreadable " + sent);

        READERS.forEach((topic, readers) -> await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(DeadLetterCounts.of(topic) - before.get(topic))
                        .as(topic)
                        .isGreaterThanOrEqualTo((long) sent.get(topic) * readers)));
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, Double> now = skipped();
            for (String topic : COUNTED_TOPICS) {
                assertThat(now.getOrDefault(topic, 0.0) - skippedBefore.getOrDefault(topic, 0.0))
                        .as(topic)
                        .isGreaterThanOrEqualTo(sent.get(topic));
            }
        });
        await().atMost(LIMIT).untilAsserted(() -> assertThat(lags()).isEmpty());
        try (var receiver = new WebhookReceiver()) {
            refunded(Stack.newMerchant(receiver), receiver, "after");
        }
    }

    /** Pays and refunds payments in all partitions. */
    private static void refunded(TestMerchant merchant, WebhookReceiver receiver, String name) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3 * TopicProperties.DEFAULT_PARTITIONS; i++) {
            var created = merchant.client().createPayment(merchant.merchantId(), "5.00", name + i);
            assertThat(created.status()).as("%s", created.body()).isEqualTo(201);
            ids.add(created.text("payment_id"));
            new Sandbox().pay(ids.getLast());
        }
        awaitAll(receiver, ids, "success");
        for (String id : ids) {
            assertThat(merchant.client()
                            .post("/payment/" + id + "/refund", "{}")
                            .status())
                    .isEqualTo(200);
        }
        awaitAll(receiver, ids, "refunded");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(merchant.client()
                                .get("/payment/" + ids.getLast() + "/timeline")
                                .body()
                                .toString())
                        .contains("webhook.delivered"));
    }

    private static void awaitAll(WebhookReceiver receiver, List<String> ids, String status) {
        await().atMost(LIMIT).untilAsserted(() -> {
            List<String> received = receiver.received().stream()
                    .filter(webhook -> webhook.status().equals(status))
                    .map(WebhookReceiver.Webhook::paymentId)
                    .toList();
            assertThat(received).containsAll(ids);
        });
    }

    private static void send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", STACK.bootstrapServers(), "max.request.size", 2_000_000),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> acks =
                    records.stream().map(producer::send).toList();
            for (Future<RecordMetadata> ack : acks) {
                ack.get();
            }
        }
    }

    /** Partitions with lag, by consumer group. */
    private static Map<String, Long> lags() throws Exception {
        Map<String, Long> lags = new TreeMap<>();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", STACK.bootstrapServers()))) {
            for (var group : admin.listGroups().all().get()) {
                Map<TopicPartition, OffsetAndMetadata> read =
                        new HashMap<>(admin.listConsumerGroupOffsets(group.groupId())
                                .partitionsToOffsetAndMetadata()
                                .get());
                read.values().removeIf(java.util.Objects::isNull);
                Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
                read.keySet().forEach(partition -> latest.put(partition, OffsetSpec.latest()));
                var ends = admin.listOffsets(latest).all().get();
                read.forEach((partition, offset) -> {
                    long lag = ends.get(partition).offset() - offset.offset();
                    if (lag > 0) {
                        lags.put(group.groupId() + " " + partition, lag);
                    }
                });
            }
        }
        return lags;
    }

    /** Records that both gateways skipped, by topic. */
    private static Map<String, Double> skipped() throws IOException, InterruptedException {
        Map<String, Double> all = new HashMap<>();
        for (String gateway : List.of("api-gateway", "api-gateway-2")) {
            URI metrics = URI.create(STACK.managementUrl(gateway) + "/actuator/prometheus");
            try (HttpClient http = HttpClient.newHttpClient()) {
                String text = http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                        .body();
                Matcher line = Pattern.compile(
                                "soprano_(?:gateway|directory)_unreadable_total\\{[^}]*topic=\"([^\"]+)\"[^}]*} ([0-9.E]+)")
                        .matcher(text);
                while (line.find()) {
                    all.merge(line.group(1), Double.parseDouble(line.group(2)), Double::sum);
                }
            }
        }
        return all;
    }
}
