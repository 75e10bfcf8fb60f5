package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How payments ended, as their merchant sees it. */
final class Outcomes {
    private Outcomes() {}

    /** @param refundedMinor in minor units */
    record Ended(String status, long refundedMinor) {}

    /** The status of each payment of the merchant, by its id. */
    static Map<String, String> states(Stack.Shop shop) throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        ends(shop).forEach((paymentId, end) -> states.put(paymentId, end.status()));
        return states;
    }

    /** How each payment of the merchant stands, by its id. */
    static Map<String, Ended> ends(Stack.Shop shop) throws IOException, InterruptedException {
        Map<String, Ended> ends = new HashMap<>();
        String cursor = "";
        do {
            var page = shop.client().get("/payments?limit=100&merchant_id=" + shop.merchantId() + cursor);
            page.body()
                    .path("data")
                    .forEach(payment -> ends.put(payment.path("payment_id").asText(), ended(payment)));
            cursor = page.body().path("next_cursor").isTextual() ? "&cursor=" + page.text("next_cursor") : "";
        } while (!cursor.isEmpty());
        return ends;
    }

    /** The status that the last webhook of each payment told. */
    static Map<String, String> lastTold(WebhookReceiver receiver) {
        Map<String, String> told = new HashMap<>();
        receiver.received().forEach(webhook -> told.put(webhook.paymentId(), webhook.status()));
        return told;
    }

    /** The webhooks of each payment, in the order in which they came. */
    static Map<String, List<WebhookReceiver.Webhook>> webhooks(WebhookReceiver receiver) {
        return receiver.received().stream().collect(Collectors.groupingBy(WebhookReceiver.Webhook::paymentId));
    }

    /** How the payment stood when this was told. */
    static Ended told(WebhookReceiver.Webhook webhook) {
        return ended(webhook.json());
    }

    /** At least once: what comes again is dropped by its version, and what is new must come in order. */
    static void holdOrder(WebhookReceiver receiver, String paymentId) {
        holdOrder(paymentId, receiver.receivedFor(paymentId));
    }

    /** @return without what came again */
    static List<WebhookReceiver.Webhook> holdOrder(String paymentId, List<WebhookReceiver.Webhook> webhooks) {
        List<WebhookReceiver.Webhook> told = new ArrayList<>();
        for (WebhookReceiver.Webhook webhook : webhooks) {
            assertThat(webhook.signed()).isTrue();
            long newest = told.size() + 1;
            assertThat(webhook.version()).as("webhooks of %s", paymentId).isBetween(2L, newest + 1);
            if (webhook.version() > newest) {
                told.add(webhook);
            } else {
                WebhookReceiver.Webhook first = told.get((int) webhook.version() - 2);
                assertThat(webhook.body()).as("again, of %s", paymentId).isEqualTo(first.body());
                assertThat(webhook.id()).as("again, of %s", paymentId).isEqualTo(first.id());
            }
        }
        return told;
    }

    private static Ended ended(JsonNode payment) {
        return new Ended(
                payment.path("status").asText(),
                payment.path("refunded_amount").decimalValue().movePointRight(2).longValueExact());
    }
}
