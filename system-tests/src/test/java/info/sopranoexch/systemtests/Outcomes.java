package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** How payments ended, as their merchant sees it. */
final class Outcomes {
    private Outcomes() {}

    /** The status of each payment of the merchant, by its id. */
    static Map<String, String> states(Stack.Shop shop) throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        String cursor = "";
        do {
            var page = shop.client().get("/payments?limit=100&merchant_id=" + shop.merchantId() + cursor);
            page.body()
                    .path("data")
                    .forEach(payment -> states.put(
                            payment.path("payment_id").asText(),
                            payment.path("status").asText()));
            cursor = page.body().path("next_cursor").isTextual() ? "&cursor=" + page.text("next_cursor") : "";
        } while (!cursor.isEmpty());
        return states;
    }

    /** The status that the last webhook of each payment told. */
    static Map<String, String> lastTold(WebhookReceiver receiver) {
        Map<String, String> told = new HashMap<>();
        receiver.received().forEach(webhook -> told.put(webhook.paymentId(), webhook.status()));
        return told;
    }

    /** At least once: what comes again is dropped by its version, and what is new must come in order. */
    static void holdOrder(WebhookReceiver receiver, String paymentId) {
        long seen = 1;
        for (WebhookReceiver.Webhook webhook : receiver.receivedFor(paymentId)) {
            assertThat(webhook.signed()).isTrue();
            assertThat(webhook.version()).as("webhooks of %s", paymentId).isLessThanOrEqualTo(seen + 1);
            seen = Math.max(seen, webhook.version());
        }
    }
}
