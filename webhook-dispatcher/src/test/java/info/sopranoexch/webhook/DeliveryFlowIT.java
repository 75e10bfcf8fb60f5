package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.RefundStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.starter.testing.WebhookReceiver.Webhook;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.EndpointFixture;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Keys;
import info.sopranoexch.webhook.support.Merchants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryFlowIT extends EndpointFixture {

    @BeforeEach
    void publishMerchant() {
        publishMerchant(1, true);
    }

    @Test
    void deliversAStatusByTheContract() {
        String payment = "pay_flow1" + merchant;
        Dispatcher.publish(
                Events.event(payment, merchant, PaymentStatus.pending, 1),
                Events.event(payment, merchant, PaymentStatus.success, 2));

        await().atMost(30, SECONDS).until(() -> !receiver.received(payment).isEmpty());
        Webhook webhook = receiver.received(payment).getFirst();
        assertThat(webhook.body())
                .isEqualTo("{\"payment_id\":\"" + payment + "\",\"status\":\"success\",\"amount\":1000.00,"
                        + "\"currency\":\"RUB\",\"timestamp\":\"2026-11-20T10:00:02Z\"}");
        assertThat(webhook.header("X-Webhook-Secret")).isEqualTo(Keys.SECRET);
        assertThat(webhook.header("Content-Type")).isEqualTo("application/json");
        assertThat(webhook.header("webhook-id")).isEqualTo("msg_flow1" + merchant + "_2");
        assertThat(webhook.header("webhook-signature")).startsWith("v1,");
        assertThat(webhook.header("soprano-payment-version")).isEqualTo("2");
        awaitCounts(new Counts(1, 1, 0, 0));
    }

    @Test
    void publishesEachAttempt() {
        String payment = "pay_flow2" + merchant;
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));

        await().atMost(30, SECONDS)
                .until(() -> kafka.read(Topics.WEBHOOK_EVENTS, r -> r.key().equals(payment))
                                .size()
                        == 1);
        var record =
                kafka.read(Topics.WEBHOOK_EVENTS, r -> r.key().equals(payment)).getFirst();
        WebhookEvent event = kafka.deserialize(record, WebhookEvent.class);
        assertThat(event.getOutcome()).isEqualTo(WebhookOutcome.delivered);
        assertThat(event.getHttpStatus()).isEqualTo(200);
        assertThat(event.getAttempt()).isEqualTo(1);
        assertThat(event.getEndpointId()).isEqualTo(endpoint);
        assertThat(event.getAccountId()).isEqualTo(merchant);
        assertThat(KafkaTestClient.header(record, "ce_id")).isEqualTo(event.getEventId());
    }

    @Test
    void deliversStatusesOfAPaymentInOrder() {
        String payment = "pay_flow3" + merchant;
        receiver.responding(request -> WebhookReceiver.Response.of(
                request.version() == 2 && receiver.received().isEmpty() ? 500 : 200));
        Dispatcher.publish(
                Events.event(payment, merchant, PaymentStatus.processing, 2),
                Events.event(payment, merchant, PaymentStatus.success, 3),
                Events.event(payment, merchant, PaymentStatus.refunded, 4));

        await().atMost(40, SECONDS).until(() -> receiver.received(payment).size() == 4);
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(2L, 2L, 3L, 4L);
        awaitCounts(new Counts(3, 3, 0, 0));
    }

    @Test
    void deliversADuplicateEventOnce() {
        String payment = "pay_flow4" + merchant;
        var second = Events.event(payment, merchant, PaymentStatus.processing, 2);
        var third = Events.event(payment, merchant, PaymentStatus.success, 3);
        Dispatcher.publish(second, third, second, third, second);
        awaitCounts(new Counts(2, 2, 0, 0));
        Dispatcher.publish(second, third, Events.event(payment, merchant, PaymentStatus.refunded, 4));

        awaitCounts(new Counts(3, 3, 0, 0));
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(2L, 3L, 4L);
    }

    @Test
    void keepsAnEventOfAnUnknownMerchant() {
        long late = Merchants.nextId();
        String payment = "pay_flow5" + late;
        Dispatcher.publish(Events.event(payment, late, PaymentStatus.processing, 2));
        await().atMost(30, SECONDS).until(() -> unrouted(late) == 1);

        Dispatcher.publish(Merchants.merchant(late, 1, Merchants.endpoint(10 * late, receiver.url("/late"))));
        Dispatcher.publish(Events.event(payment, late, PaymentStatus.success, 3));

        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 2);
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(2L, 3L);
        assertThat(unrouted(late)).isZero();
    }

    @Test
    void filtersStatusesForEachEndpoint() {
        String payment = "pay_flow6" + merchant;
        Dispatcher.publish(Merchants.merchant(
                merchant,
                2,
                Merchants.endpoint(endpoint, receiver.url("/all")),
                Merchants.endpoint(endpoint + 1, receiver.url("/refunds"), "refunded", "partially_refunded")));
        await().atMost(30, SECONDS).until(() -> queueCount(merchant) == 2);
        Dispatcher.publish(
                Events.event(payment, merchant, PaymentStatus.success, 2),
                Events.event(payment, merchant, PaymentStatus.refunded, 3));

        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 3);
        assertThat(receiver.received(payment).stream()
                        .filter(r -> r.path().equals("/refunds"))
                        .toList())
                .extracting(Webhook::version)
                .containsExactly(3L);
    }

    /** A filter that names statuses only gets no refund events; without a filter, an endpoint gets all. */
    @Test
    void filtersRefundEventsByType() {
        String payment = "pay_flow10" + merchant;
        Dispatcher.publish(Merchants.merchant(
                merchant,
                2,
                Merchants.endpoint(endpoint, receiver.url("/all")),
                Merchants.endpoint(endpoint + 1, receiver.url("/success"), "success"),
                Merchants.endpoint(endpoint + 2, receiver.url("/failed"), "refund.failed")));
        await().atMost(30, SECONDS).until(() -> queueCount(merchant) == 3);
        Dispatcher.publish(
                Events.event(payment, merchant, PaymentStatus.success, 2),
                Events.refundEnded(payment, merchant, PaymentStatus.success, RefundStatus.failed, 3),
                Events.refundEnded(payment, merchant, PaymentStatus.refunded, RefundStatus.succeeded, 4));

        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 5);
        assertThat(receiver.received(payment))
                .extracting(Webhook::path, Webhook::version)
                .containsExactlyInAnyOrder(
                        tuple("/all", 2L),
                        tuple("/all", 3L),
                        tuple("/all", 4L),
                        tuple("/success", 2L),
                        tuple("/failed", 3L));
        await().atMost(30, SECONDS)
                .untilAsserted(() -> assertThat(kafka.read(Topics.WEBHOOK_EVENTS, r -> payment.equals(r.key())))
                        .extracting(record ->
                                kafka.deserialize(record, WebhookEvent.class).getType())
                        .contains("payment.success", "refund.failed", "refund.succeeded"));
    }

    @Test
    void deadLettersAnUnreadableRecord() {
        String payment = "pay_flow7" + merchant;
        kafka.sendBytes(Topics.PAYMENT_EVENTS, payment, "nonsense".getBytes(StandardCharsets.UTF_8));
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));

        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 1);
        assertThat(kafka.read(Topics.deadLetter(Topics.PAYMENT_EVENTS), r -> payment.equals(r.key())))
                .hasSize(1);
    }

    /** A newer payment-service may know statuses that this dispatcher does not: no webhook guesses one. */
    @Test
    void deadLettersAnUnrecognizedStatus() {
        String payment = "pay_flow9" + merchant;
        PaymentEvent known = PaymentEvent.newBuilder(Events.event(payment, merchant, PaymentStatus.success, 3))
                .setPreviousStatus(PaymentStatus.unrecognized)
                .build();
        Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.unrecognized, 2), known);

        assertOnlyVersionThreeIsDelivered(payment);
    }

    @Test
    void deadLettersAnUnrecognizedEventType() {
        String payment = "pay_flow10" + merchant;
        PaymentEvent unknown = PaymentEvent.newBuilder(Events.event(payment, merchant, PaymentStatus.success, 2))
                .setType("dispute.opened")
                .build();
        Dispatcher.publish(unknown, Events.event(payment, merchant, PaymentStatus.success, 3));

        assertOnlyVersionThreeIsDelivered(payment);
    }

    @Test
    void deadLettersARecordThatBreaksTheTransaction() {
        String payment = "pay_flow8" + merchant;
        List<PaymentEvent> events = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> events.add(Events.event(payment + i, merchant, PaymentStatus.success, 2)));
        events.add(7, Events.event(payment + "\0", merchant, PaymentStatus.success, 2));
        Dispatcher.publish(events);

        awaitCounts(new Counts(20, 20, 0, 0));
        await().atMost(30, SECONDS)
                .until(() -> kafka.read(Topics.deadLetter(Topics.PAYMENT_EVENTS), r -> (payment + "\0").equals(r.key()))
                                .size()
                        == 1);
    }

    /** The event before it is among the dead letters, as one that this release does not understand. */
    private void assertOnlyVersionThreeIsDelivered(String payment) {
        await().atMost(30, SECONDS).until(() -> receiver.received(payment).size() == 1);
        assertThat(receiver.received(payment)).extracting(Webhook::version).containsExactly(3L);
        assertThat(kafka.read(Topics.deadLetter(Topics.PAYMENT_EVENTS), r -> payment.equals(r.key())))
                .singleElement()
                .satisfies(dead -> assertThat(KafkaTestClient.header(dead, DeadLetter.REASON))
                        .isEqualTo(DeadLetter.UNRECOGNIZED_VALUE));
    }

    private static int unrouted(long merchantId) {
        return Dispatcher.jdbc()
                .sql("SELECT count(*) FROM unrouted WHERE merchant_id = :id")
                .param("id", merchantId)
                .query(Integer.class)
                .single();
    }

    private static int queueCount(long merchantId) {
        return Dispatcher.jdbc()
                .sql("SELECT count(*) FROM endpoint_queue WHERE merchant_id = :id AND owner IS NOT NULL")
                .param("id", merchantId)
                .query(Integer.class)
                .single();
    }
}
