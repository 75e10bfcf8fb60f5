package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.avro.ReviewDecision;
import info.sopranoexch.schemas.avro.SettleReview;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Reads the event topic with Apache Kafka's client and Apicurio's deserializer. */
class AnalyticsSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final LocalStack STACK = Stack.shared();
    private static final Path EXAMPLE =
            Stack.PROJECT.resolve("examples").resolve("analytics").resolve("target");

    @Test
    void computesRevenueOfEachMerchant() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            List<String> ids = new ArrayList<>();
            for (String amount : List.of("10.00", "20.50", "30.00")) {
                ids.add(merchant.client()
                        .createPayment(merchant.merchantId(), amount, "revenue-" + amount)
                        .text("payment_id"));
            }
            new Sandbox().pay(ids.get(0));
            new Sandbox().pay(ids.get(1));
            awaitTold(receiver, ids.get(0), "success");
            awaitTold(receiver, ids.get(1), "success");
            merchant.client().post("/payment/" + ids.getFirst() + "/refund", "{\"amount\":4.25}");
            awaitTold(receiver, ids.getFirst(), "partially_refunded");
            overpaidAcceptedAndRefunded(merchant, receiver);

            assertThat(run()).contains("merchant " + merchant.merchantId() + ": RUB 26.25\n");
        }
    }

    /** Twice the amount is paid and refunded. A sum of amount_minor would be -7703.00. */
    private static void overpaidAcceptedAndRefunded(TestMerchant merchant, WebhookReceiver receiver) throws Exception {
        String paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "7703.00", "overpaid")
                .text("payment_id");
        await().atMost(LIMIT).until(() -> new Sandbox().payByAmount(paymentId));
        awaitTold(receiver, paymentId, "processing");
        acceptInReview(paymentId);
        awaitTold(receiver, paymentId, "success");
        var paid = merchant.client().payment(paymentId).body();
        assertThat(paid.path("paid_amount").decimalValue()).isEqualByComparingTo("15406.00");
        assertThat(paid.path("refundable_amount").decimalValue()).isEqualByComparingTo("15406.00");
        assertThat(merchant.client()
                        .post("/payment/" + paymentId + "/refund", "{}")
                        .status())
                .isEqualTo(200);
        awaitTold(receiver, paymentId, "refunded");
    }

    private static void acceptInReview(String paymentId) throws Exception {
        PaymentCommand accept = PaymentCommand.newBuilder()
                .setCommandId("accept-" + paymentId)
                .setPaymentId(paymentId)
                .setAccountId(0)
                .setIssuedAt(Instant.now())
                .setBody(new SettleReview(ReviewDecision.accept, "operator"))
                .build();
        var serializer = new AvroSerializer();
        serializer.configure(
                Map.of("schema.registry.url", STACK.registryUrl(), "auto.register.schemas", "false"), false);
        Map<String, Object> settings = Map.of("bootstrap.servers", STACK.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            byte[] value = serializer.serialize(Topics.PAYMENT_COMMANDS, accept);
            producer.send(new ProducerRecord<>(Topics.PAYMENT_COMMANDS, paymentId, value))
                    .get(30, TimeUnit.SECONDS);
        } finally {
            serializer.close();
        }
    }

    private static void awaitTold(WebhookReceiver receiver, String paymentId, String status) {
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(webhook -> webhook.status().equals(status)));
    }

    private static String run() throws Exception {
        String classPath = EXAMPLE.resolve("classes") + ":" + Files.readString(EXAMPLE.resolve("classpath.txt"));
        Path output = Files.createTempFile("revenue", ".log");
        try {
            var builder = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath.strip(),
                            "RevenuePerMerchant")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().put("INCLUDE_SANDBOX", "true");
            builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", STACK.bootstrapServers());
            builder.environment()
                    .put("APICURIO_REGISTRY_URL", STACK.registryUrl().replaceFirst("/apis/.*", "/apis/registry/v3"));
            Process example = builder.start();
            boolean ended = example.waitFor(60, TimeUnit.SECONDS);
            example.destroyForcibly();
            String text = Files.readString(output);
            assertThat(ended && example.exitValue() == 0).as(text).isTrue();
            return text;
        } finally {
            Files.delete(output);
        }
    }
}
