package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The topic of events is read by a client that we did not write: Apache Kafka's with Apicurio's deserializer. */
class AnalyticsSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final LocalStack STACK = Stack.shared();
    private static final Path EXAMPLE =
            Stack.PROJECT.resolve("examples").resolve("analytics").resolve("target");

    @Test
    void theExampleTellsTheRevenueOfEachMerchant() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            Stack.Shop shop = Stack.newShop(receiver);
            List<String> ids = new ArrayList<>();
            for (String amount : List.of("10.00", "20.50", "30.00")) {
                ids.add(shop.client()
                        .createPayment(shop.merchantId(), amount, "revenue-" + amount)
                        .text("payment_id"));
            }
            new Sandbox().pay(ids.get(0));
            new Sandbox().pay(ids.get(1));
            awaitTold(receiver, ids.get(0), "success");
            awaitTold(receiver, ids.get(1), "success");
            shop.client().post("/payment/" + ids.getFirst() + "/refund", "{\"amount\":4.25}");
            awaitTold(receiver, ids.getFirst(), "partially_refunded");

            assertThat(run()).contains("merchant " + shop.merchantId() + ": RUB 26.25\n");
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
