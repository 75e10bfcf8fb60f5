package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import info.sopranoexch.webhook.support.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class DatabaseOutageIT {
    private static final int PAYMENTS = 500;

    private final KafkaTestClient kafka = Dispatcher.kafka();

    @Test
    void deliversInOrderAfterTheDatabaseWasKilled() {
        Dispatcher.shared();
        long merchant = Merchants.nextId();
        try (WebhookReceiver receiver = new WebhookReceiver().responding(request -> {
            LockSupport.parkNanos(10_000_000);
            return WebhookReceiver.Response.of(200);
        })) {
            Dispatcher.publish(
                    Merchants.merchant(merchant, 1, Merchants.endpoint(10 * merchant, receiver.url("/hook"))));
            List<PaymentEvent> events = new ArrayList<>();
            for (int i = 0; i < PAYMENTS; i++) {
                events.add(Events.event("pay_out" + merchant + "x" + i, merchant, PaymentStatus.processing, 2));
                events.add(Events.event("pay_out" + merchant + "x" + i, merchant, PaymentStatus.success, 3));
            }
            Dispatcher.publish(events);
            await().atMost(60, SECONDS).until(() -> receiver.received().size() > PAYMENTS / 2);
            Infrastructure.shared().postgres().kill();
            Infrastructure.shared().postgres().start();

            await().atMost(90, SECONDS)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Counts.of(10 * merchant))
                            .isEqualTo(new Counts(2 * PAYMENTS, 2 * PAYMENTS, 0, 0)));
            Orders.assertInOrder(receiver.received());
        }
    }
}
