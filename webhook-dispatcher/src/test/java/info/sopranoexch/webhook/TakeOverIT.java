package info.sopranoexch.webhook;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.ChildDispatcher;
import info.sopranoexch.webhook.support.Counts;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import info.sopranoexch.webhook.support.Orders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TakeOverIT {
    private static final int MERCHANTS = 12;
    private static final int PAYMENTS = 40;

    private final KafkaTestClient kafka = Dispatcher.kafka();

    @Test
    void deliversInOrderAfterAnInstanceWasKilled() {
        Dispatcher.shared();
        List<Long> merchants =
                LongStream.range(0, MERCHANTS).mapToObj(i -> Merchants.nextId()).toList();
        try (WebhookReceiver receiver = new WebhookReceiver().responding(request -> {
                    LockSupport.parkNanos(20_000_000); // long enough for the kill to come in the midst of it
                    return WebhookReceiver.Response.of(200);
                });
                ChildDispatcher child = new ChildDispatcher(Map.of())) {
            merchants.forEach(id ->
                    Dispatcher.publish(Merchants.merchant(id, 1, Merchants.endpoint(10 * id, receiver.url("/hook")))));
            await().atMost(60, SECONDS).until(() -> !child.isAlive() || owners(merchants) == 2);
            assertThat(child.isAlive()).isTrue();

            List<PaymentEvent> events = new ArrayList<>();
            for (int payment = 0; payment < PAYMENTS; payment++) {
                for (long merchant : merchants) {
                    String id = "pay_take" + merchant + "x" + payment;
                    events.add(Events.event(id, merchant, PaymentStatus.processing, 2));
                    events.add(Events.event(id, merchant, PaymentStatus.success, 3));
                }
            }
            Dispatcher.publish(events);
            await().atMost(40, SECONDS).until(() -> receiver.received().size() > events.size() / 3);
            child.kill();

            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(merchants)
                            .allSatisfy(id -> assertThat(Counts.of(10 * id))
                                    .isEqualTo(new Counts(2 * PAYMENTS, 2 * PAYMENTS, 0, 0))));
            Orders.assertInOrder(receiver.received());
            assertThat(receiver.received().size())
                    .as("repeated is at most what was under way in the killed instance")
                    .isLessThan(events.size() + MERCHANTS * 64);
        }
    }

    private static int owners(List<Long> merchants) {
        return Dispatcher.jdbc()
                .sql("SELECT count(DISTINCT owner) FROM endpoint_queue WHERE merchant_id IN (:ids)")
                .param("ids", merchants)
                .query(Integer.class)
                .single();
    }
}
