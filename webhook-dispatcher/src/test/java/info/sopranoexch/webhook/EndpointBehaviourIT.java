package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.schemas.avro.Merchant;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEndpoint;
import info.sopranoexch.schemas.avro.WebhookSecret;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Keys;
import info.sopranoexch.webhook.support.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EndpointBehaviourIT extends EndpointFixture {
    private static final String OLD_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    @Test
    void throttlesTheWholeEndpointForRetryAfter() {
        receiver.responding(request -> receiver.received().isEmpty()
                ? new WebhookReceiver.Response(503, Map.of("Retry-After", "3"))
                : WebhookReceiver.Response.of(200));
        publishMerchant(1, true);
        publishPayment("a", 2);
        await().atMost(30, SECONDS).until(() -> receiver.received().size() == 1);
        publishPayment("b", 2);

        await().atMost(30, SECONDS)
                .until(() -> receiver.received("pay_queueb" + merchant).size() == 1);
        long waited = receiver.received("pay_queueb" + merchant).getFirst().nanos()
                - receiver.received().getFirst().nanos();
        assertThat(Duration.ofNanos(waited)).isGreaterThan(Duration.ofMillis(2_900));
        awaitCounts(new Counts(2, 2, 0, 0));
    }

    @Test
    void redeliversAndSendsTestEventsWhileTheEndpointIsThrottled() {
        receiver.responding(503, "86400");
        publishMerchant(1, true);
        publishPayment("a", 2, 3);
        await().atMost(30, SECONDS).until(() -> queueColumn("throttled_until") != null);
        JsonNode throttled = http.get("/internal/merchants/" + merchant + "/webhook/counts")
                .json()
                .path("data")
                .get(0);
        assertThat(Instant.parse(throttled.path("throttled_until").asString()))
                .isBetween(Instant.now().plusSeconds(800), Instant.now().plusSeconds(900));
        assertThat(throttled.path("paused_until").isNull()).isTrue();
        assertThat(delivery(2).path("wait_reason").asString()).isEqualTo("retry_scheduled");
        assertThat(delivery(3).path("wait_reason").asString()).isEqualTo("earlier_delivery");
        String first = delivery(2).path("id").asString();
        assertThat(http.get("/internal/webhook-deliveries/" + first)
                        .json()
                        .path("attempt_log")
                        .get(0)
                        .path("retry_after_seconds")
                        .asLong())
                .isEqualTo(86_400);
        publishPayment("b", 2);
        await().atMost(30, SECONDS).until(() -> Counts.of(endpoint).accepted() == 3);
        JsonNode held = delivery("b", 2);
        assertThat(held.path("wait_reason").asString()).isEqualTo("endpoint_throttled");
        assertThat(held.path("next_attempt_at").asString())
                .isEqualTo(throttled.path("throttled_until").asString());

        receiver.responding(200);
        String second = delivery(3).path("id").asString();
        assertThat(http.post("/internal/webhook-deliveries/" + second + "/redeliver", "")
                        .status())
                .isEqualTo(202);
        await().atMost(30, SECONDS).until(() -> receiver.received().size() == 3);
        assertThat(versions("a")).as("in order").containsExactly(2L, 2L, 3L);
        assertThat(http.post("/internal/merchants/" + merchant + "/webhook/test", "")
                        .status())
                .isEqualTo(202);
        await().atMost(30, SECONDS).until(() -> receiver.received().size() == 4);

        awaitCounts(new Counts(4, 3, 0, 1));
        assertThat(versions("b")).as("only what was sent by hand went out").isEmpty();
    }

    @Test
    void disablesAnEndpointAfter410AndKeepsItsEvents() {
        receiver.responding(410);
        publishMerchant(1, true);
        publishPayment("a", 2);
        await().atMost(30, SECONDS).until(() -> receiver.received().size() == 1);
        await().atMost(30, SECONDS).until(() -> "gone".equals(disabledReason()));
        receiver.responding(200);
        publishPayment("b", 2, 3);
        awaitCounts(new Counts(3, 0, 0, 3));
        assertThat(statuses()).containsOnly("parked");

        publishMerchant(2, true);
        awaitCounts(new Counts(3, 3, 0, 0));
        assertThat(versions("b")).containsExactly(2L, 3L);
    }

    @Test
    void keepsEventsOfADisabledEndpointInOrder() {
        publishMerchant(1, false);
        await().atMost(30, SECONDS).until(this::queueExists);
        publishPayment("a", 2, 3, 4);
        publishPayment("b", 2);
        awaitCounts(new Counts(4, 0, 0, 4));

        publishMerchant(2, true);
        awaitCounts(new Counts(4, 4, 0, 0));
        assertThat(versions("a")).containsExactly(2L, 3L, 4L);
    }

    @Test
    void pausesProbesAndDrainsAFailingEndpointInOrder() {
        receiver.responding(500);
        publishMerchant(1, true);
        for (int i = 0; i < 6; i++) {
            publishPayment("x" + i, 2, 3);
        }
        await().atMost(30, SECONDS).until(() -> pausedUntil() != null);
        for (int i = 0; i < 200; i++) {
            publishPayment("y" + i, 2, 3);
        }
        awaitAccepted(412);
        int tried = receiver.received().size();
        assertThat(tried).as("only probes are sent while paused").isLessThan(30);
        receiver.responding(200);

        awaitCounts(new Counts(412, 412, 0, 0));
        for (int i = 0; i < 200; i++) {
            assertThat(versions("y" + i).stream().distinct()).containsExactly(2L, 3L);
        }
    }

    @Test
    void keepsAnExhaustedDeliveryForRedelivery() {
        receiver.responding(request -> WebhookReceiver.Response.of(request.version() == 2 ? 500 : 200));
        publishMerchant(1, false);
        await().atMost(30, SECONDS).until(this::queueExists);
        publishPayment("a", 2, 3);
        awaitCounts(new Counts(2, 0, 0, 2));
        Dispatcher.jdbc()
                .sql("UPDATE delivery SET attempts = 13 WHERE endpoint_id = :id AND version = 2")
                .param("id", endpoint)
                .update();

        publishMerchant(2, true);
        awaitCounts(new Counts(2, 1, 1, 0));
        assertThat(versions("a")).containsExactly(2L, 3L);

        receiver.responding(200);
        String id = http.get("/internal/webhook-deliveries?status=exhausted&merchant_id=" + merchant)
                .json()
                .path("data")
                .get(0)
                .path("id")
                .asString();
        assertThat(http.post("/internal/webhook-deliveries/" + id + "/redeliver", "")
                        .status())
                .isEqualTo(202);
        awaitCounts(new Counts(2, 2, 0, 0));
    }

    @Test
    void signsWithBothSecretsDuringARotation() {
        Instant past = Instant.now().minusSeconds(60);
        Merchant rotated = Merchant.newBuilder(Merchants.merchant(merchant, 1))
                .setEndpoints(List.of(WebhookEndpoint.newBuilder()
                        .setEndpointId(endpoint)
                        .setUrl(receiver.url("/hook"))
                        .setHeadersCiphertext(Keys.encrypt(merchant, "{\"X-Shop\":\"7\",\"webhook-id\":\"forged\"}"))
                        .build()))
                .setWebhookSecrets(List.of(
                        secret(Keys.SECRET, null),
                        secret(OLD_SECRET, Instant.now().plusSeconds(3_600)),
                        secret("whsec_b3V0ZGF0ZWQ=", past)))
                .build();
        Dispatcher.publish(rotated);
        publishPayment("a", 2);

        await().atMost(30, SECONDS).until(() -> receiver.received().size() == 1);
        Webhook webhook = receiver.received().getFirst();
        assertThat(webhook.header("webhook-signature")).matches("v1,\\S{44} v1,\\S{44}");
        assertThat(webhook.header("X-Webhook-Secret")).isEqualTo(Keys.SECRET);
        assertThat(webhook.header("X-Shop")).isEqualTo("7");
        assertThat(webhook.header("webhook-id")).isEqualTo("msg_queuea" + merchant + "_2");
    }

    @Test
    void isolatesAHangingEndpoint() {
        long other = Merchants.nextId();
        try (WebhookReceiver hanging = new WebhookReceiver().responding(request -> {
            await().atMost(20, SECONDS).until(() -> receiver.received().size() >= 100);
            return WebhookReceiver.Response.of(200);
        })) {
            Dispatcher.publish(Merchants.merchant(other, 1, Merchants.endpoint(10 * other, hanging.url("/hook"))));
            publishMerchant(1, true);
            for (int i = 0; i < 50; i++) {
                Dispatcher.publish(Events.event("pay_hang" + other + "x" + i, other, PaymentStatus.success, 2));
                publishPayment("h" + i, 2, 3);
            }
            awaitCounts(new Counts(100, 100, 0, 0));
        }
    }

    private WebhookSecret secret(String text, Instant validUntil) {
        return WebhookSecret.newBuilder()
                .setCiphertext(Keys.encrypt(merchant, text))
                .setValidUntil(validUntil)
                .build();
    }

    private void publishPayment(String name, long... versions) {
        for (long version : versions) {
            Dispatcher.publish(Events.event("pay_queue" + name + merchant, merchant, PaymentStatus.success, version));
        }
    }

    private List<Long> versions(String name) {
        return receiver.received("pay_queue" + name + merchant).stream()
                .map(Webhook::version)
                .toList();
    }

    private void awaitAccepted(long accepted) {
        await().atMost(60, SECONDS).until(() -> Counts.of(endpoint).accepted() == accepted);
        assertThat(Counts.of(endpoint).addUp()).isTrue();
    }

    private Object disabledReason() {
        return queueColumn("disabled_reason");
    }

    private Object pausedUntil() {
        return queueColumn("paused_until");
    }

    private JsonNode delivery(long version) {
        return delivery("a", version);
    }

    private JsonNode delivery(String name, long version) {
        return http.get("/internal/webhook-deliveries?payment_id=pay_queue" + name + merchant)
                .json()
                .path("data")
                .valueStream()
                .filter(delivery -> delivery.path("payment_version").asLong() == version)
                .findFirst()
                .orElseThrow();
    }

    private List<String> statuses() {
        return http.get("/internal/webhook-deliveries?merchant_id=" + merchant)
                .json()
                .path("data")
                .valueStream()
                .map(delivery -> delivery.path("status").asString())
                .toList();
    }
}
