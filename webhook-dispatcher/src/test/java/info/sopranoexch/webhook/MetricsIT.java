package info.sopranoexch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.schemas.avro.PaymentStatus;
import info.sopranoexch.starter.metrics.MetricsPage;
import info.sopranoexch.starter.testing.WebhookReceiver;
import info.sopranoexch.webhook.support.Dispatcher;
import info.sopranoexch.webhook.support.Events;
import info.sopranoexch.webhook.support.Merchants;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetricsIT {

    @Test
    void exposesTheDocumentedMetrics() {
        Dispatcher.shared();
        KafkaTestClient kafka = Dispatcher.kafka();
        long merchant = Merchants.nextId();
        String payment = "pay_metrics" + merchant;
        try (var receiver = new WebhookReceiver()) {
            Dispatcher.publish(
                    Merchants.merchant(merchant, 1, Merchants.endpoint(10 * merchant, receiver.url("/hook"))));
            Dispatcher.publish(Events.event(payment, merchant, PaymentStatus.success, 2));

            await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
                String scrape = Dispatcher.http(0).get("/actuator/prometheus").text();
                MetricsPage.check("webhook-dispatcher", scrape);
                assertThat(scrape)
                        .containsPattern(
                                "soprano_webhook_attempts_seconds_count\\{outcome=\"delivered\",result=\"2xx\"} [1-9]")
                        .containsPattern("soprano_webhook_events_total [1-9]")
                        .containsPattern("soprano_webhook_pending [0-9]")
                        .containsPattern("soprano_webhook_overdue_seconds [0-9]")
                        .contains("soprano_consumer_lag{group=\"webhook-dispatcher\",topic=\"payment.events.v1\"} 0.0");
            });
        }
    }
}
