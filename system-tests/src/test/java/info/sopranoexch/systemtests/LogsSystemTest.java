package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.CreatePayment;
import info.sopranoexch.schemas.avro.PaymentCommand;
import info.sopranoexch.schemas.serde.AvroSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** JSON logs have payment and trace ids, and neither secrets nor personal data. */
class LogsSystemTest {
    private static final Pattern A_PAYMENT = Pattern.compile("pay_[0-9a-f]{32}");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** The sandbox responds 503 twice for this amount. */
    private static final String FAILING_AMOUNT = "7713";

    private static final ObjectMapper JSON = new ObjectMapper();
    private final Sandbox sandbox = new Sandbox();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void logsNeitherSecretsNorPersonalData() throws Exception {
        List<String> planted = new ArrayList<>(List.of(
                "planted-in-the-description",
                "planted-in-the-metadata",
                "planted-in-the-return-url",
                "planted-in-the-webhook-url",
                "planted-in-the-payers-query",
                "planted-in-a-broken-body",
                "planted-as-a-key",
                "planted-in-an-order-id",
                Stack.shared().adminKey(),
                Stack.shared().paymoonSecret()));
        planted.addAll(secretsOfTheStack());
        try (var receiver = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            planted.add(merchant.apiKey());
            planted.add(receiver.secret());
            String paid = create(merchant, "31.00");
            sandbox.pay(paid);
            await().atMost(LIMIT).until(() -> !receiver.receivedFor(paid).isEmpty());
            create(merchant, FAILING_AMOUNT);
            planted.add(withADeadEndpoint(merchant));
            mistakes(merchant, paid);
            aCommandThatTheDatabaseRefuses(receiver);
        }

        Map<Path, String> logs = logs();
        assertThat(logs).hasSizeGreaterThan(8);
        assertThat(planted)
                .doesNotContainNull()
                .allSatisfy(secret -> assertThat(secret).hasSizeGreaterThan(8));
        logs.forEach((log, text) -> assertThat(planted)
                .as("in " + log.getFileName())
                .filteredOn(text::contains)
                .isEmpty());
    }

    @Test
    void logsPaymentAndTraceOfEachLine() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            String traceId = "5bf92f3577b34da6a3ce929d0e0e4799";
            String paymentId = merchant.client()
                    .post(
                            "/payment/create",
                            "{\"merchant_id\":" + merchant.merchantId() + ",\"amount\":7,\"currency\":\"RUB\"}",
                            "traceparent",
                            "00-" + traceId + "-00f067aa0ba902b7-01")
                    .text("payment_id");
            merchant.client().get("/payment/" + paymentId + "/nowhere");

            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(linesOf("provider-adapter")).anySatisfy(line -> {
                        assertThat(line.path("payment_id").asText()).isEqualTo(paymentId);
                        assertThat(line.path("trace_id").asText()).isEqualTo(traceId);
                        assertThat(line.path("message").asText())
                                .startsWith("request completed operation=ensure_invoice");
                        assertThat(line.path("service").path("name").asText()).isEqualTo("provider-adapter");
                    }));
            for (String service : List.of("api-gateway", "payment-service", "provider-adapter", "webhook-dispatcher")) {
                assertThat(linesOf(service)).isNotEmpty().allSatisfy(line -> {
                    String message = line.path("message").asText();
                    String named = line.path("payment_id").asText();
                    if (message.contains(paymentId)) {
                        assertThat(named).as("%s", line).isEqualTo(paymentId);
                    } else if (A_PAYMENT.matcher(message).find()) {
                        // Lines about malformed records of other tests may have other ids.
                        assertThat(named).as("%s", line).isNotEmpty();
                    }
                });
            }
        }
    }

    private static String create(TestMerchant merchant, String amount) throws IOException, InterruptedException {
        return merchant.client()
                .post("/payment/create", String.format(Locale.ROOT, """
                        {"merchant_id":%d,"amount":%s,"currency":"RUB","description":"planted-in-the-description",
                         "order_id":"planted-in-an-order-id","metadata":{"name":"planted-in-the-metadata"},
                         "return_url":"https://shop.example/back?who=planted-in-the-return-url"}
                        """, merchant.merchantId(), amount))
                .text("payment_id");
    }

    /** Its webhooks fail, because failures are logged. */
    private String withADeadEndpoint(TestMerchant merchant) throws IOException, InterruptedException {
        var created = merchant.client()
                .createMerchant("Dead", URI.create("http://127.0.0.1:9/hook?token=planted-in-the-webhook-url"));
        String paymentId = merchant.client()
                .createPayment(created.body().path("id").asLong(), "3.00", "dead")
                .text("payment_id");
        sandbox.pay(paymentId);
        await().atMost(LIMIT)
                .until(() -> merchant.client()
                        .get("/payment/" + paymentId + "/timeline")
                        .body()
                        .toString()
                        .contains("webhook.retrying"));
        return created.text("webhook_secret");
    }

    private void mistakes(TestMerchant merchant, String paymentId) throws IOException, InterruptedException {
        String gateway = Stack.shared().apiUrl().replace("/api/v1", "");
        http.send(
                HttpRequest.newBuilder(URI.create(gateway + "/pay/" + paymentId + "?name=planted-in-the-payers-query"))
                        .build(),
                BodyHandlers.discarding());
        merchant.client().post("/payment/create", "{\"merchant_id\": planted-in-a-broken-body");
        merchant.client().post("/merchant/create", "{\"name\":\"x\",\"webhook_url\":\"planted-in-a-broken-body\"}");
        new MerchantClient(Stack.shared().apiUrl(), "planted-as-a-key").payment(paymentId);
        merchant.client().get("/payments?merchant_id=planted-in-the-payers-query");
        http.send(
                HttpRequest.newBuilder(URI.create(Stack.shared().apiUrl() + "/webhook/paymoon"))
                        .header("X-Paymoon-Event-Id", "evt_planted")
                        .header("X-Paymoon-Signature", "v1=planted-as-a-key")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"x\":\"planted-in-a-broken-body\"}"))
                        .build(),
                BodyHandlers.discarding());
    }

    /** PostgreSQL rejects NUL in JSON and quotes the rejected value. */
    private static void aCommandThatTheDatabaseRefuses(WebhookReceiver receiver) throws Exception {
        var stack = Stack.shared();
        var account =
                MerchantClient.admin(stack.apiUrl(), stack.adminKey()).post("/admin/api-keys", "{\"name\":\"logs\"}");
        var created = new MerchantClient(stack.apiUrl(), account.text("key")).createMerchant("Logs", receiver.url());
        String paymentId = "pay_" + UUID.randomUUID().toString().replace("-", "");
        Instant now = Instant.now();
        var create = new CreatePayment(
                created.body().path("id").asLong(),
                100L,
                "RUB",
                "planted-in-the-description",
                null,
                Map.of("name", "planted-in-the-metadata\0"),
                null,
                now.plusSeconds(60),
                true);
        var command = new PaymentCommand(
                UUID.randomUUID().toString(),
                paymentId,
                account.body().path("account_id").asLong(),
                now,
                null,
                null,
                create);
        Map<String, Object> settings =
                Map.of("bootstrap.servers", stack.bootstrapServers(), "schema.registry.url", stack.registryUrl());
        try (var serializer = new AvroSerializer()) {
            serializer.configure(settings, false);
            try (var producer = new KafkaProducer<>(settings, new StringSerializer(), serializer)) {
                producer.send(new ProducerRecord<>(Topics.PAYMENT_COMMANDS, paymentId, command))
                        .get();
            }
        }
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(linesOf("payment-service")).anySatisfy(line -> {
                    assertThat(line.path("message").asText()).startsWith("dead-lettered");
                    assertThat(line.path("payment_id").asText()).isEqualTo(paymentId);
                }));
    }

    private static List<String> secretsOfTheStack() throws IOException {
        try (Stream<Path> files = Files.walk(Stack.home())) {
            return files.filter(path -> path.getFileName().toString().startsWith("secrets"))
                    .filter(Files::isRegularFile)
                    .flatMap(LogsSystemTest::values)
                    .toList();
        }
    }

    private static Stream<String> values(Path file) {
        return read(file)
                .lines()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .filter(value -> value.length() > 8);
    }

    private static Map<Path, String> logs() throws IOException {
        var logs = new java.util.TreeMap<Path, String>();
        try (Stream<Path> files = Files.list(Stack.logs())) {
            files.filter(path -> path.toString().endsWith(".log")).forEach(path -> logs.put(path, read(path)));
        }
        return logs;
    }

    /** JSON lines of all instances. Lines of the JVM itself are not JSON. */
    private static List<JsonNode> linesOf(String service) throws IOException {
        var lines = new ArrayList<JsonNode>();
        for (Map.Entry<Path, String> log : logs().entrySet()) {
            if (log.getKey().getFileName().toString().startsWith(service)) {
                for (String line :
                        log.getValue().lines().filter(l -> l.startsWith("{")).toList()) {
                    lines.add(JSON.readTree(line));
                }
            }
        }
        return lines;
    }

    private static String read(Path path) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
