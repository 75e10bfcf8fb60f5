package info.sopranoexch.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.starter.database.StatementBatch;
import info.sopranoexch.webhook.support.Dispatcher;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

class OutboxIT {
    @Test
    void relaysBatchesLeftByACrash() {
        ApplicationContext context = Dispatcher.shared();
        OutboxStore store = context.getBean(OutboxStore.class);
        String payment = "pay_outbox" + System.nanoTime();
        List<WebhookEvent> events =
                IntStream.rangeClosed(1, 3).mapToObj(i -> event(payment, i)).toList();
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        var statements = new StatementBatch();
        StatementBatch.Rows<Long> batch = store.insert(
                statements,
                List.of(
                        new OutboxEvent(events.get(0), trace),
                        new OutboxEvent(events.get(1), null),
                        new OutboxEvent(events.get(2), trace)),
                Instant.now().minusSeconds(60));
        statements.execute(context.getBean(JdbcTemplate.class));
        assertThat(batch.get()).hasSize(1);

        WebhookEventPublisher publisher = context.getBean(WebhookEventPublisher.class);
        while (publisher.runOnce() > 0) {
            assertThat(publisher).isNotNull();
        }

        assertThat(Dispatcher.jdbc()
                        .sql("SELECT count(*) FROM webhook_outbox WHERE id = :id")
                        .param("id", batch.get().getFirst())
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(Dispatcher.kafka().read(Topics.WEBHOOK_EVENTS, r -> r.key().equals(payment)).stream()
                        .map(Dispatcher.kafka()::decode)
                        .distinct()
                        .toList())
                .containsExactlyElementsOf(events);
        assertThat(Dispatcher.kafka().read(Topics.WEBHOOK_EVENTS, r -> r.key().equals(payment)).stream()
                        .filter(record -> record.headers().lastHeader("traceparent") != null))
                .hasSize(2);
    }

    private static WebhookEvent event(String payment, int attempt) {
        return WebhookEvent.newBuilder()
                .setEventId("whe_" + payment + attempt)
                .setDeliveryId("dlv_1")
                .setPaymentId(payment)
                .setPaymentEventId("evt_1")
                .setPaymentVersion(2)
                .setPaymentStatus(DeliveredStatus.success)
                .setAccountId(1)
                .setMerchantId(1)
                .setEndpointId(1)
                .setAttempt(attempt)
                .setOutcome(WebhookOutcome.retrying)
                .setDurationMs(5)
                .setOccurredAt(Instant.ofEpochMilli(1_700_000_000_000L))
                .build();
    }
}
