package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Suspended deliveries are published in webhook.events.v1. */
class SuspensionEventsIT extends EndpointFixture {

    @Test
    void publishesDeliveriesOfADisabledEndpointAsSuspended() {
        publishMerchant(1, false);
        await().atMost(30, SECONDS).until(this::queueExists);
        publish("a", 2, 3);
        publish("b", 2);

        List<WebhookEvent> parked = awaitEvents(WebhookOutcome.parked, 3);
        assertThat(parked).allSatisfy(event -> {
            assertThat(event.getAttempt()).isZero();
            assertThat(event.getError()).isEqualTo("disabled");
            assertThat(event.getNextAttemptAt()).isNull();
            assertThat(event.getEndpointId()).isEqualTo(endpoint);
            assertThat(event.getMerchantId()).isEqualTo(merchant);
            assertThat(event.getAccountId()).isEqualTo(merchant);
        });
        assertThat(Counts.of(endpoint)).isEqualTo(new Counts(3, 0, 0, 3));
        assertThat(counts()).isEqualTo("3 accepted, 0 delivered, 0 pending, 0 exhausted, 3 parked: disabled");

        publishMerchant(2, true);
        List<WebhookEvent> delivered = awaitEvents(WebhookOutcome.delivered, 3);
        assertThat(delivered)
                .extracting(WebhookEvent::getDeliveryId)
                .containsExactlyInAnyOrderElementsOf(
                        parked.stream().map(WebhookEvent::getDeliveryId).toList());
    }

    private String counts() {
        var counts = http.get("/internal/merchants/" + merchant + "/webhook/counts")
                .json()
                .at("/data/0");
        assertThat(counts.path("endpoint_id").asLong()).isEqualTo(endpoint);
        return String.format(
                Locale.ROOT,
                "%s accepted, %s delivered, %s pending, %s exhausted, %s parked: %s",
                counts.path("accepted"),
                counts.path("delivered"),
                counts.path("pending"),
                counts.path("exhausted"),
                counts.path("parked"),
                counts.path("parked_because").asString(""));
    }

    @Test
    void hidesCountsFromOtherAccounts() {
        publishMerchant(1, true);
        await().atMost(30, SECONDS).until(this::queueExists);
        publish("d", 2, 3);
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).delivered() == 2);

        assertThat(counts()).isEqualTo("2 accepted, 2 delivered, 0 pending, 0 exhausted, 0 parked: ");
        HttpTestClient other = Dispatcher.http(merchant + 500_000);
        assertThat(other.get("/internal/merchants/" + merchant + "/webhook/counts")
                        .status())
                .isEqualTo(404);
        assertThat(other.get("/internal/merchants/999999999/webhook/counts").status())
                .isEqualTo(404);
    }

    @Test
    void publishesPendingDeliveriesWhenAnEndpointIsSuspended() {
        receiver.responding(410);
        publishMerchant(1, false);
        await().atMost(30, SECONDS).until(this::queueExists);
        // Only the row is changed: the deliveries are accepted as if the endpoint were enabled.
        Dispatcher.jdbc()
                .sql("UPDATE endpoint_queue SET enabled = true WHERE endpoint_id = :id")
                .param("id", endpoint)
                .update();
        publish("c", 2, 3, 4);
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).accepted() == 3);
        publishMerchant(2, true);

        List<WebhookEvent> parked = awaitEvents(WebhookOutcome.parked, 3);
        assertThat(parked).extracting(WebhookEvent::getError).containsOnly("gone");
        assertThat(parked).extracting(WebhookEvent::getPaymentVersion).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    private void publish(String name, long... versions) {
        for (long version : versions) {
            Dispatcher.publish(
                    Events.event("pay_suspended" + name + merchant, merchant, PaymentStatus.success, version));
        }
    }

    private List<WebhookEvent> awaitEvents(WebhookOutcome outcome, int deliveries) {
        return await().atMost(40, SECONDS).until(() -> published(outcome), events -> events.size() == deliveries);
    }

    /** One event for each delivery; repeated records have the same id. */
    private List<WebhookEvent> published(WebhookOutcome outcome) {
        return kafka
                .read(
                        Topics.WEBHOOK_EVENTS,
                        record -> record.key().startsWith("pay_suspended")
                                && record.key().endsWith(String.valueOf(merchant)))
                .stream()
                .map(record -> kafka.deserialize(record, WebhookEvent.class))
                .filter(event -> event.getOutcome() == outcome)
                .collect(java.util.stream.Collectors.toMap(WebhookEvent::getEventId, e -> e, (first, again) -> first))
                .values()
                .stream()
                .toList();
    }
}
