package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import info.sopranoexch.localstack.LocalStack;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Verifies webhooks with the library of Standard Webhooks and with the example in Python. */
class WebhookVerificationSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final LocalStack STACK = Stack.shared();

    private final Sandbox sandbox = new Sandbox();

    @Test
    void passesVerificationOfStandardWebhooksLibrary() throws Exception {
        try (var receiver = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(receiver);
            var created = merchant.client().createMerchant("Verified", receiver.url());
            String id = created.text("id");
            String first = created.text("webhook_secret");
            WebhookReceiver.Webhook paid = paid(merchant, id, receiver);

            accepts(first, paid.body(), paid.headers());
            refuses(first, paid.body().replace("success", "failed"), paid.headers());
            refuses("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", paid.body(), paid.headers());
            Map<String, List<String>> later = new HashMap<>(paid.headers());
            later.put("webhook-timestamp", List.of(String.valueOf(Instant.now().getEpochSecond() - 600)));
            refuses(first, paid.body(), later);

            String second = merchant.client()
                    .post("/merchant/" + id + "/webhook-secret/rotate", "{}")
                    .text("webhook_secret");
            await().atMost(LIMIT).until(() -> paid(merchant, id, receiver).secret(), second::equals);
            WebhookReceiver.Webhook rotated = receiver.received().getLast();
            accepts(first, rotated.body(), rotated.headers());
            accepts(second, rotated.body(), rotated.headers());
        }
    }

    @Test
    void exampleReceiverAcceptsSignedWebhooksOnly() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI url = URI.create("http://127.0.0.1:" + port + "/");
        Path output = Files.createTempFile("receiver", ".log");
        TestMerchant merchant;
        try (var unused = new WebhookReceiver()) {
            merchant = Stack.newMerchant(unused);
        }
        var created = merchant.client().createMerchant("Example", url);
        String secret = created.text("webhook_secret");
        Process receiver = start(port, secret, output);
        try {
            String paymentId = merchant.client()
                    .createPayment(created.body().path("id").asLong(), "12.50", "example-receiver")
                    .text("payment_id");
            sandbox.pay(paymentId);
            await().atMost(LIMIT).until(() -> Files.readString(output).contains(paymentId + " success 12.5 RUB"));

            String body = "{\"payment_id\":\"pay_x\",\"status\":\"success\",\"amount\":1.00,\"currency\":\"RUB\"}";
            long now = Instant.now().getEpochSecond();
            assertThat(send(url, body, secret, now)).isEqualTo(204);
            assertThat(send(url, body, secret, now)).as("the same again").isEqualTo(204);
            assertThat(send(url, body, secret, now - 600)).as("too old").isEqualTo(401);
            assertThat(send(url, body, "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", now))
                    .as("forged")
                    .isEqualTo(401);
            assertThat(Files.readString(output).lines().filter(line -> line.startsWith("pay_x")))
                    .hasSize(1);
        } finally {
            receiver.destroyForcibly().waitFor();
            Files.delete(output);
        }
    }

    private WebhookReceiver.Webhook paid(TestMerchant merchant, String merchantId, WebhookReceiver receiver)
            throws IOException, InterruptedException {
        String paymentId = merchant.client()
                .createPayment(
                        Long.parseLong(merchantId),
                        "7.00",
                        "verified-" + receiver.received().size())
                .text("payment_id");
        sandbox.pay(paymentId);
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(webhook -> webhook.status().equals("success")));
        return receiver.receivedFor(paymentId).getLast();
    }

    private static void accepts(String secret, String body, Map<String, List<String>> headers) {
        assertThatCode(() -> new com.standardwebhooks.Webhook(secret).verify(body, headers))
                .doesNotThrowAnyException();
    }

    private static void refuses(String secret, String body, Map<String, List<String>> headers) {
        assertThatThrownBy(() -> new com.standardwebhooks.Webhook(secret).verify(body, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    private static Process start(int port, String secret, Path output) throws IOException {
        var builder = new ProcessBuilder(
                        new ArrayList<>(List.of("python3", "webhook_receiver.py", String.valueOf(port))))
                .directory(Stack.PROJECT.resolve("examples").toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SOPRANO_WEBHOOK_SECRET", secret);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        return builder.start();
    }

    private static int send(URI url, String body, String secret, long timestamp)
            throws IOException, InterruptedException, GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.replaceFirst("^whsec_", "")), "HmacSHA256"));
        String content = "msg_example." + timestamp + "." + body;
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(url)
                                    .header("webhook-id", "msg_example")
                                    .header("webhook-timestamp", String.valueOf(timestamp))
                                    .header("webhook-signature", "v1," + signature)
                                    .header("soprano-payment-version", "2")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
