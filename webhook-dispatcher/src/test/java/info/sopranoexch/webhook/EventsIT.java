package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.starter.api.ListCursor;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The account of a test has the id of its merchant. */
class EventsIT extends EndpointFixture {
    private static final String LIST = "/internal/events";

    private final String payment = String.format(Locale.ROOT, "pay_%032x", merchant);
    private final String messageId = "msg_" + payment.substring(4) + "_";

    private PaymentEvent event(PaymentStatus status, long version) {
        return Events.event(payment, merchant, status, version);
    }

    private JsonNode awaitEvents(int number) {
        return await().atMost(30, SECONDS)
                .until(
                        () -> http.get(LIST + "?limit=100").json(),
                        page -> page.path("data").size() >= number);
    }

    private List<String> ids(String query) {
        return http.get(LIST + query)
                .json()
                .path("data")
                .valueStream()
                .map(event -> event.path("id").asString())
                .toList();
    }

    @Test
    void listsEventsOfUnknownMerchantInOrder() {
        Dispatcher.publish(
                event(PaymentStatus.pending, 1),
                event(PaymentStatus.processing, 2),
                event(PaymentStatus.success, 3),
                Events.refundEnded(payment, merchant, PaymentStatus.success, RefundStatus.failed, 4));

        JsonNode page = awaitEvents(3);

        assertThat(page.path("data").valueStream().map(e -> e.path("id").asString()))
                .containsExactly(messageId + 2, messageId + 3, messageId + 4);
        assertThat(page.path("data").valueStream().map(e -> e.path("type").asString()))
                .containsExactly("payment.processing", "payment.success", "refund.failed");
        assertThat(page.path("has_more").asBoolean()).isFalse();
        JsonNode paid = page.path("data").get(1);
        assertThat(paid.path("payment_version").asInt()).isEqualTo(3);
        assertThat(paid.path("created_at").asString()).isEqualTo("2026-11-20T10:00:03.000Z");
        assertThat(paid.at("/data/payment/payment_id").asString()).isEqualTo(payment);
        assertThat(paid.at("/data/payment/status").asString()).isEqualTo("success");
        assertThat(paid.at("/data/payment/created_at").asString()).isEqualTo("2026-11-20T10:00:00.000Z");
        assertThat(http.get(LIST + "/" + messageId + 3).text()).contains("\"amount\":1000.00");
    }

    @Test
    void dataBeginsWithTheBodyOfTheWebhook() {
        publishMerchant(1, true);
        Dispatcher.publish(event(PaymentStatus.success, 2));
        await().atMost(30, SECONDS).until(() -> !receiver.received(payment).isEmpty());
        WebhookReceiver.Webhook webhook = receiver.received(payment).getFirst();

        assertThat(ids("")).containsExactly(webhook.header("webhook-id"));
        String body = webhook.body();
        assertThat(http.get(LIST + "/" + webhook.header("webhook-id")).text())
                .contains("\"data\":" + body.substring(0, body.length() - 1) + ",\"payment\":{");
    }

    @Test
    void storesRedeliveredEventOnce() {
        Dispatcher.publish(event(PaymentStatus.processing, 2), event(PaymentStatus.processing, 2));
        awaitEvents(1);
        Dispatcher.publish(event(PaymentStatus.processing, 2), event(PaymentStatus.success, 3));
        awaitEvents(2);

        assertThat(ids("")).containsExactly(messageId + 2, messageId + 3);
    }

    @Test
    void continuesAfterCursorOfPageOrEvent() {
        Dispatcher.publish(event(PaymentStatus.processing, 2), event(PaymentStatus.success, 3));
        JsonNode all = awaitEvents(2);
        JsonNode first = http.get(LIST + "?limit=1").json();

        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(first.path("next_cursor").asString())
                .isEqualTo(all.at("/data/0/cursor").asString());
        JsonNode second = http.get(LIST + "?after=" + first.path("next_cursor").asString())
                .json();
        assertThat(second.at("/data/0/id").asString()).isEqualTo(messageId + 3);
        assertThat(ids("?after=" + all.path("next_cursor").asString())).isEmpty();
        assertThat(http.get(LIST + "?after=latest").json().path("next_cursor").asString())
                .isEqualTo(all.path("next_cursor").asString());
    }

    @Test
    void filtersByTypePaymentAndMerchant() {
        Dispatcher.publish(event(PaymentStatus.processing, 2), event(PaymentStatus.success, 3));
        awaitEvents(2);

        assertThat(ids("?type=payment.success")).containsExactly(messageId + 3);
        assertThat(ids("?type=payment.failed")).isEmpty();
        assertThat(ids("?payment_id=" + payment)).containsExactly(messageId + 2, messageId + 3);
        assertThat(ids("?payment_id=" + payment + "&type=payment.processing")).containsExactly(messageId + 2);
        assertThat(ids("?payment_id=" + payment.replace("pay_0", "pay_1"))).isEmpty();
        assertThat(ids("?merchant_id=" + merchant)).hasSize(2);
        assertThat(ids("?merchant_id=" + (merchant + 1))).isEmpty();
    }

    @Test
    void readsAtMostTheScanLimitForOneRequestWithAFilter() {
        List<PaymentEvent> events = new ArrayList<>();
        for (int version = 2; version < 252; version++) {
            events.add(event(PaymentStatus.processing, version));
        }
        events.add(event(PaymentStatus.success, 252));
        Dispatcher.publish(events);
        awaitEvents(100);
        await().atMost(30, SECONDS)
                .until(() ->
                        ids("?payment_id=" + payment + "&type=payment.success").size() == 1);

        try (var limited = Dispatcher.start(java.util.Map.of(
                "soprano.events.max-scanned-events", "100", "spring.kafka.listener.auto-startup", "false"))) {
            HttpTestClient other = Dispatcher.http(limited, merchant);
            JsonNode first = other.get(LIST + "?type=payment.success").json();
            JsonNode second = other.get(LIST + "?type=payment.success&after="
                            + first.path("next_cursor").asString())
                    .json();
            JsonNode third = other.get(LIST + "?type=payment.success&after="
                            + second.path("next_cursor").asString())
                    .json();

            assertThat(first.path("data")).isEmpty();
            assertThat(first.path("has_more").asBoolean()).isTrue();
            assertThat(second.path("has_more").asBoolean()).isTrue();
            assertThat(third.at("/data/0/id").asString()).isEqualTo(messageId + 252);
            assertThat(third.path("has_more").asBoolean()).isFalse();
        }
    }

    @Test
    void hidesEventsOfOtherAccounts() {
        Dispatcher.publish(event(PaymentStatus.success, 2));
        String cursor = awaitEvents(1).path("next_cursor").asString();
        HttpTestClient other = Dispatcher.http(merchant + 500_000);

        HttpTestClient.Response foreign = other.get(LIST + "/" + messageId + 2);
        HttpTestClient.Response absent = other.get(LIST + "/" + messageId + 9);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text().replace(messageId + 2, "X"))
                .isEqualTo(absent.text().replace(messageId + 9, "X"));
        assertThat(other.get(LIST).json().path("data")).isEmpty();
        assertThat(other.get(LIST + "?payment_id=" + payment).json().path("data"))
                .isEmpty();
        assertThat(other.get(LIST + "?merchant_id=" + merchant).json().path("data"))
                .isEmpty();
        assertThat(other.get(LIST + "?after=" + cursor).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "after=x", "after=LATEST", "after=AAAAAAAAAAAAAAAAAAAAAAAA"})
    void rejectsInvalidQuery(String query) {
        assertThat(http.get(LIST + "?" + query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"msg_", "msg_1", "msg__2", "evt_1_2", "msg_1_x", "msg_1_99999999999999999999"})
    void malformedIdIsNotFound(String id) {
        assertThat(http.get(LIST + "/" + id).status()).isEqualTo(404);
    }

    @Test
    void positionsShowWhichAccountsHaveNewEvents() {
        String path = LIST + "/positions";
        String body = "{\"account_ids\":[" + merchant + "," + (merchant + 500_000) + "]}";
        assertThat(http.post(path, body).text()).isEqualTo("{\"positions\":{}}");
        Dispatcher.publish(event(PaymentStatus.processing, 2));
        awaitEvents(1);
        String before = http.post(path, body).text();
        Dispatcher.publish(event(PaymentStatus.success, 3));
        awaitEvents(2);

        assertThat(before).contains("\"" + merchant + "\":");
        assertThat(http.post(path, body).text()).isNotEqualTo(before);
    }

    /** A restored database has an older position. Events that follow must not get positions that clients have passed. */
    @Test
    void positionsContinueAfterAnOlderBackupWasRestored() {
        Dispatcher.publish(event(PaymentStatus.processing, 2));
        String cursor = awaitEvents(1).path("next_cursor").asString();
        assertThat(ListCursor.decode("events", merchant, cursor)).isPresent();
        Dispatcher.jdbc()
                .sql("DELETE FROM event_position WHERE account_id = :account")
                .param("account", merchant)
                .update();
        Dispatcher.publish(event(PaymentStatus.success, 3));
        awaitEvents(2);

        assertThat(ids("?after=" + cursor)).containsExactly(messageId + 3);
    }
}
