package info.sopranoexch.webhook.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.DeliveredStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.starter.outbox.OutboxPublisher;
import info.sopranoexch.starter.outbox.OutboxRecord;
import info.sopranoexch.starter.outbox.OutboxRecovery;
import info.sopranoexch.starter.outbox.OutboxStore;
import info.sopranoexch.webhook.support.Dispatcher;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationContext;

class OutboxIT {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final ApplicationContext context = Dispatcher.shared();
    private final OutboxStore store = context.getBean(OutboxStore.class);
    private final WebhookEventOutbox outbox = context.getBean(WebhookEventOutbox.class);
    private final String payment = "pay_outbox" + System.nanoTime();

    @Test
    void publishesRowsOfACrashedInstanceInOrder() {
        int crashed = 1_000_000;
        List<WebhookEvent> events =
                IntStream.rangeClosed(1, 3).mapToObj(i -> event(payment, i)).toList();
        // The instance crashes between commit and publishing.
        store.add(List.of(
                outbox.record(crashed, events.get(0), TRACE),
                outbox.record(crashed, events.get(1), null),
                outbox.record(crashed, events.get(2), TRACE)));
        Dispatcher.jdbc()
                .sql("UPDATE outbox SET written_at = now() - interval '1 minute' WHERE shard = :shard")
                .param("shard", crashed)
                .update();

        context.getBean(OutboxRecovery.class).runOnce();

        assertThat(unpublished(crashed)).isZero();
        assertThat(published()
                        .map(record -> Dispatcher.kafka().deserialize(record, WebhookEvent.class))
                        .toList())
                .containsExactlyElementsOf(events);
        assertThat(published().filter(record -> record.headers().lastHeader("traceparent") != null))
                .hasSize(2);
    }

    @Test
    void publishesRowsThatAreWrittenLaterToo() {
        int shard = 1_000_001;
        OutboxPublisher publisher = context.getBean(OutboxPublisher.class);
        for (int attempt = 1; attempt <= 3; attempt++) {
            store.add(List.of(outbox.record(shard, event(payment, attempt), null)));
            publisher.publish(Set.of(shard));
            assertThat(published()).hasSize(attempt);
        }
        assertThat(unpublished(shard)).isZero();
    }

    @Test
    void publishesBacklogThatExceedsOneTransaction() {
        int shard = 1_000_002;
        List<OutboxRecord> backlog = IntStream.rangeClosed(1, 5_001)
                .mapToObj(attempt -> outbox.record(shard, event(payment, attempt), null))
                .toList();
        store.add(backlog);

        context.getBean(OutboxPublisher.class).publish(Set.of(shard));

        assertThat(unpublished(shard)).isZero();
        assertThat(published()).hasSize(5_001);
    }

    private Stream<ConsumerRecord<String, byte[]>> published() {
        return Dispatcher.kafka().read(Topics.WEBHOOK_EVENTS, record -> payment.equals(record.key())).stream();
    }

    private static long unpublished(int shard) {
        return Dispatcher.jdbc()
                .sql("SELECT count(*) FROM outbox WHERE shard = :shard")
                .param("shard", shard)
                .query(Long.class)
                .single();
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
