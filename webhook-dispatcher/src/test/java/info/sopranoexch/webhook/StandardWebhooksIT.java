package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookSecret;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Keys;
import info.sopranoexch.webhook.support.Merchants;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What we send is accepted by the JavaScript library of Standard Webhooks, which knows nothing of us. */
class StandardWebhooksIT {
    private static final String LIBRARY = "standardwebhooks@1.1.1";
    private static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
    private static final String VERIFY = """
            const { Webhook } = require("standardwebhooks");
            const { secret, body, headers } = JSON.parse(require("fs").readFileSync(0, "utf8"));
            try {
                new Webhook(secret).verify(body, headers);
                console.log("accepted");
            } catch (e) {
                console.log("refused");
            }
            """;

    private static Path folder = Path.of("target", "standardwebhooks");

    private final KafkaTestClient kafka = Dispatcher.kafka();
    private final long merchant = Merchants.nextId();

    @BeforeAll
    static void install() throws Exception {
        folder = Files.createDirectories(folder).toAbsolutePath();
        Files.writeString(folder.resolve("verify.cjs"), VERIFY);
        try {
            Process npm = new ProcessBuilder(
                            "npm", "install", "--no-audit", "--no-fund", "--prefix", folder.toString(), LIBRARY)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start();
            if (!npm.waitFor(120, SECONDS) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                abort("SKIPPED: " + LIBRARY + " cannot be installed, see " + folder.resolve("npm.log"));
            }
        } catch (IOException e) {
            abort("SKIPPED: there is no npm: " + e.getMessage());
        }
        Dispatcher.shared();
    }

    @Test
    void isVerifiedByTheStandardWebhooksLibrary() throws Exception {
        String payment = "pay_std" + merchant;
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            Dispatcher.publish(Merchant.newBuilder(
                            Merchants.merchant(merchant, 1, Merchants.endpoint(10 * merchant, receiver.url("/hook"))))
                    .setWebhookSecrets(List.of(
                            secret(Keys.SECRET, null), secret(OLD_SECRET, Instant.parse("2999-01-01T00:00:00Z"))))
                    .build());
            Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));
            await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 1);
            Webhook webhook = receiver.received(payment).getFirst();

            assertThat(outcome(Keys.SECRET, webhook, webhook.body())).isEqualTo("accepted");
            assertThat(outcome(OLD_SECRET, webhook, webhook.body()))
                    .as("both secrets sign during a rotation")
                    .isEqualTo("accepted");
            assertThat(outcome("whsec_b3V0ZGF0ZWQ=", webhook, webhook.body())).isEqualTo("refused");
            assertThat(outcome(Keys.SECRET, webhook, webhook.body().replace("1000.00", "1.00")))
                    .isEqualTo("refused");
        }
    }

    private WebhookSecret secret(String text, Instant validUntil) {
        return WebhookSecret.newBuilder()
                .setCiphertext(Keys.encrypt(merchant, text))
                .setValidUntil(validUntil)
                .build();
    }

    private static String outcome(String secret, Webhook webhook, String body) throws Exception {
        Process node = new ProcessBuilder("node", "verify.cjs")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(JsonMapper.shared()
                    .writeValueAsBytes(Map.of(
                            "secret",
                            secret,
                            "body",
                            body,
                            "headers",
                            Map.of(
                                    "webhook-id", webhook.header("webhook-id"),
                                    "webhook-timestamp", webhook.header("webhook-timestamp"),
                                    "webhook-signature", webhook.header("webhook-signature")))));
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(node.waitFor(30, SECONDS)).isTrue();
        return said.strip();
    }
}
