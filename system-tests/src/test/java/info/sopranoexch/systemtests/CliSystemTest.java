package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.LocalStack;
import info.sopranoexch.localstack.infrastructure.StackProcess;
import info.sopranoexch.systemtests.WebhookReceiver.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of {@code soprano-cli} for merchants, on the whole stack. */
class CliSystemTest {
    private static final LocalStack STACK = Stack.shared();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String GATEWAY = "api-gateway-2";

    private final Sandbox sandbox = new Sandbox();

    @TempDir
    private Path home;

    @Test
    void listenForwardsAllEventsInOrderAcrossKills() throws Exception {
        try (var shop = new WebhookReceiver();
                var local = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(shop);
            var cli = new CliProcess(home, STACK.apiUrl(GATEWAY), merchant);
            local.expectSecret(cli.run("listen", "--print-secret").text().strip());
            String receiver = local.url().toString();

            Process process = cli.start("listen", "--from", "beginning", "--forward-to", receiver);
            String first = payAndAwaitWebhook(merchant, shop);
            awaitForwarded(first, local);

            process.destroyForcibly().waitFor();
            String second = payAndAwaitWebhook(merchant, shop);
            process = cli.start("listen", "--forward-to", receiver);
            awaitForwarded(second, local);

            StackProcess gateway = STACK.member(GATEWAY);
            gateway.kill();
            String third = payAndAwaitWebhook(merchant, shop);
            gateway.start();
            awaitForwarded(third, local);
            process.destroy();

            for (String paymentId : List.of(first, second, third)) {
                assertThat(ids(local, paymentId)).as("%s", paymentId).isEqualTo(ids(shop, paymentId));
            }
            assertThat(local.received()).allMatch(Webhook::signed);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payment.processing",
                "payment.success",
                "payment.failed",
                "payment.expired",
                "payment.cancelled",
                "payment.partially_refunded",
                "payment.refunded"
            })
    void triggerCausesEvent(String event) throws Exception {
        try (var shop = new WebhookReceiver()) {
            TestMerchant merchant = Stack.newMerchant(shop);
            var cli = new CliProcess(home, STACK.apiUrl(), merchant);

            CliProcess.Result result =
                    cli.run("trigger", event, "--json", "--merchant", String.valueOf(merchant.merchantId()));

            assertThat(result.status()).as(result.text()).isZero();
            String status = event.substring("payment.".length());
            assertThat(result.text()).contains("\"status\":\"" + status + "\"");
            await().atMost(LIMIT)
                    .until(() -> shop.received().stream()
                            .anyMatch(webhook -> webhook.status().equals(status)));
        }
    }

    @Test
    void refusedKeyIsReportedInWords() throws Exception {
        var nobody = new TestMerchant(
                new MerchantClient(STACK.apiUrl(), "sk_wrong"),
                new MerchantClient(STACK.apiUrl(), "sk_wrong"),
                1,
                "sk_wrong");

        CliProcess.Result result = new CliProcess(home, STACK.apiUrl(), nobody).run("listen");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.text()).contains("401").doesNotContain("Exception");
    }

    private String payAndAwaitWebhook(TestMerchant merchant, WebhookReceiver shop) throws Exception {
        String paymentId = merchant.client()
                .createPayment(merchant.merchantId(), "3.00", UUID.randomUUID().toString())
                .text("payment_id");
        sandbox.awaitInvoice(paymentId);
        sandbox.pay(paymentId);
        awaitForwarded(paymentId, shop);
        return paymentId;
    }

    private static void awaitForwarded(String paymentId, WebhookReceiver receiver) {
        await().atMost(LIMIT)
                .until(() -> receiver.receivedFor(paymentId).stream()
                        .anyMatch(webhook -> webhook.status().equals("success")));
    }

    private static List<String> ids(WebhookReceiver receiver, String paymentId) {
        return receiver.receivedFor(paymentId).stream()
                .map(Webhook::id)
                .distinct()
                .toList();
    }
}
