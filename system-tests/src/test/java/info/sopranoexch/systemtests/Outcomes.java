package info.sopranoexch.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The outcomes of payments in the REST API and in webhooks. */
final class Outcomes {
    private Outcomes() {}

    /** @param refundedMinor in minor units */
    record Ended(String status, long refundedMinor) {}

    /** The status of each payment of the merchant, by its id. */
    static Map<String, String> states(TestMerchant merchant) throws IOException, InterruptedException {
        Map<String, String> states = new HashMap<>();
        ends(merchant).forEach((paymentId, end) -> states.put(paymentId, end.status()));
        return states;
    }

    /** Status and refunded amount of each payment of the merchant, by its id. */
    static Map<String, Ended> ends(TestMerchant merchant) throws IOException, InterruptedException {
        Map<String, Ended> ends = new HashMap<>();
        String cursor = "";
        do {
            var page = merchant.client().get("/payments?limit=100&merchant_id=" + merchant.merchantId() + cursor);
            page.body()
                    .path("data")
                    .forEach(payment -> ends.put(payment.path("payment_id").asText(), ended(payment)));
            cursor = page.body().path("next_cursor").isTextual() ? "&cursor=" + page.text("next_cursor") : "";
        } while (!cursor.isEmpty());
        return ends;
    }

    /** The status in the last webhook of each payment. */
    static Map<String, String> lastStatuses(WebhookReceiver receiver) {
        Map<String, String> statuses = new HashMap<>();
        receiver.received().forEach(webhook -> statuses.put(webhook.paymentId(), webhook.status()));
        return statuses;
    }

    /** The webhooks of each payment, in order of arrival. */
    static Map<String, List<WebhookReceiver.Webhook>> webhooks(WebhookReceiver receiver) {
        return receiver.received().stream().collect(Collectors.groupingBy(WebhookReceiver.Webhook::paymentId));
    }

    /** The payment in the webhook. */
    static Ended state(WebhookReceiver.Webhook webhook) {
        return ended(webhook.json());
    }

    /** New versions must arrive in order. Repeats must be equal. */
    static void assertOrder(WebhookReceiver receiver, String paymentId) {
        assertOrder(paymentId, receiver.receivedFor(paymentId));
    }

    /** @return the webhooks without repeats */
    static List<WebhookReceiver.Webhook> assertOrder(String paymentId, List<WebhookReceiver.Webhook> webhooks) {
        List<WebhookReceiver.Webhook> received = new ArrayList<>();
        for (WebhookReceiver.Webhook webhook : webhooks) {
            assertThat(webhook.signed()).isTrue();
            long newest = received.size() + 1;
            assertThat(webhook.version()).as("webhooks of %s", paymentId).isBetween(2L, newest + 1);
            if (webhook.version() > newest) {
                received.add(webhook);
            } else {
                WebhookReceiver.Webhook first = received.get((int) webhook.version() - 2);
                assertThat(webhook.body()).as("repeat of %s", paymentId).isEqualTo(first.body());
                assertThat(webhook.id()).as("repeat of %s", paymentId).isEqualTo(first.id());
            }
        }
        return received;
    }

    private static Ended ended(JsonNode payment) {
        return new Ended(
                payment.path("status").asText(),
                payment.path("refunded_amount").decimalValue().movePointRight(2).longValueExact());
    }
}
