package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Issue 6: whatever Paymoon does, a payment ends as it should. What each amount makes the sandbox do stands in its README. */
class PaymoonBehaviourSystemTest {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Map<Integer, String> ENDS = Map.ofEntries(
            Map.entry(7701, "failed"),
            Map.entry(7702, "processing"),
            Map.entry(7703, "processing"),
            Map.entry(7705, "success"),
            Map.entry(7706, "success"),
            Map.entry(7707, "success"),
            Map.entry(7708, "success"),
            Map.entry(7709, "processing"),
            Map.entry(7711, "success"),
            Map.entry(7712, "success"),
            Map.entry(7713, "success"));

    private final Sandbox sandbox = new Sandbox();
    private WebhookReceiver receiver;
    private Stack.Shop shop;

    @BeforeEach
    void open() throws Exception {
        receiver = new WebhookReceiver();
        shop = Stack.newShop(receiver);
    }

    @AfterEach
    void close() throws Exception {
        sandbox.recover();
        receiver.close();
    }

    @Test
    void everyBehaviourOfTheSandboxHasItsEnd() throws Exception {
        Map<Integer, String> payments = new LinkedHashMap<>();
        for (int amount : ENDS.keySet()) {
            payments.put(amount, created(amount, 3_600));
        }
        for (String paymentId : payments.values()) {
            await().atMost(LIMIT).until(() -> sandbox.payByAmount(paymentId));
        }

        for (Map.Entry<Integer, String> payment : payments.entrySet()) {
            String end = ENDS.get(payment.getKey());
            String paymentId = payment.getValue();
            await("status of " + payment.getKey())
                    .atMost(LIMIT)
                    .until(() -> shop.client().payment(paymentId).text("status"), end::equals);
            await("webhook of " + payment.getKey())
                    .atMost(LIMIT)
                    .until(() -> receiver.receivedFor(paymentId).stream()
                            .anyMatch(webhook -> webhook.status().equals(end)));
        }
        // Held for review or still at work: no success was told of what is not paid as asked.
        for (int amount : List.of(7701, 7702, 7703, 7709)) {
            assertThat(receiver.receivedFor(payments.get(amount)))
                    .extracting(WebhookReceiver.Webhook::status)
                    .doesNotContain("success");
        }
        // A lie with a bad signature is told to nobody.
        assertThat(receiver.receivedFor(payments.get(7708)))
                .extracting(WebhookReceiver.Webhook::status)
                .doesNotContain("failed");
    }

    /** Its end is what makes us ask once more. */
    @Test
    void aPaymentThatIsNeverCalledBackIsSettledByAsking() throws Exception {
        String paymentId = created(7704, 15);
        await().atMost(Duration.ofSeconds(14)).until(() -> sandbox.payByAmount(paymentId));

        await().atMost(LIMIT).until(() -> shop.client().payment(paymentId).text("status"), "success"::equals);
    }

    /** Whoever pays sees the page all the while. */
    @Test
    void anOutageOfPaymoonDelaysAPaymentAndNothingElse() throws Exception {
        sandbox.breakDown();
        var created = shop.client().createPayment(shop.merchantId(), "12.00", key());
        assertThat(created.status()).isEqualTo(201);
        String paymentId = created.text("payment_id");
        var page = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(created.text("payment_url")))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("data-phase=\"preparing\"");
        assertThat(shop.client().payment(paymentId).text("status")).isEqualTo("pending");
        sandbox.recover();

        await().atMost(LIMIT).until(() -> sandbox.payByAmount(paymentId));
        await().atMost(LIMIT).until(() -> shop.client().payment(paymentId).text("status"), "success"::equals);
    }

    private String created(int amount, int expiresIn) throws Exception {
        var answer = shop.client()
                .post(
                        "/payment/create",
                        "{\"merchant_id\":%d,\"amount\":%d,\"expires_in\":%d}"
                                .formatted(shop.merchantId(), amount, expiresIn));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer.text("payment_id");
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
