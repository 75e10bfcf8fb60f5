package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.schemas.avro.WebhookEvent;
import info.sopranoexch.schemas.avro.WebhookOutcome;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import info.sopranoexch.webhook.support.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The broker is killed in the midst of deliveries: they go on without it, and what it is owed follows. */
class KafkaOutageIT {
    private static final int BEFORE = 300;
    private static final int AFTER = 50;

    private final KafkaTestClient kafka = Dispatcher.kafka();
    private final long merchant = Merchants.nextId();
    private final long endpoint = 10 * merchant;

    @AfterEach
    void startKafka() {
        Infrastructure.shared().kafka().start();
    }

    @Test
    void deliversDuringAKafkaOutage() {
        Dispatcher.shared();
        try (WebhookReceiver receiver = new WebhookReceiver().responding(request -> {
            LockSupport.parkNanos(5_000_000);
            return WebhookReceiver.Response.of(200);
        })) {
            Dispatcher.publish(Merchants.merchant(merchant, 1, Merchants.endpoint(endpoint, receiver.url("/hook"))));
            Dispatcher.publish(events(0, BEFORE));
            await().atMost(60, SECONDS)
                    .ignoreExceptions()
                    .until(() -> Counts.of(endpoint).accepted() == 2 * BEFORE);

            Infrastructure.shared().kafka().kill();
            await().atMost(60, SECONDS)
                    .untilAsserted(
                            () -> assertThat(Counts.of(endpoint)).isEqualTo(new Counts(2 * BEFORE, 2 * BEFORE, 0, 0)));
            Infrastructure.shared().kafka().start();
            Dispatcher.publish(events(BEFORE, AFTER));

            int all = 2 * (BEFORE + AFTER);
            await().atMost(90, SECONDS)
                    .untilAsserted(() -> assertThat(Counts.of(endpoint)).isEqualTo(new Counts(all, all, 0, 0)));
            Orders.assertInOrder(receiver.received());
            await().atMost(90, SECONDS)
                    .untilAsserted(() -> assertThat(publishedDeliveries()).hasSize(all));
        }
    }

    private List<PaymentEvent> events(int from, int count) {
        List<PaymentEvent> events = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            events.add(Events.event("pay_kafka" + merchant + "x" + i, merchant, PaymentStatus.processing, 2));
            events.add(Events.event("pay_kafka" + merchant + "x" + i, merchant, PaymentStatus.success, 3));
        }
        return events;
    }

    /** Deliveries whose attempts were published in Kafka. */
    private List<String> publishedDeliveries() {
        return kafka
                .read(Topics.WEBHOOK_EVENTS, record -> record.key().startsWith("pay_kafka" + merchant + "x"))
                .stream()
                .map(record -> kafka.deserialize(record, WebhookEvent.class))
                .filter(event -> event.getOutcome() == WebhookOutcome.delivered)
                .map(WebhookEvent::getDeliveryId)
                .distinct()
                .toList();
    }
}
