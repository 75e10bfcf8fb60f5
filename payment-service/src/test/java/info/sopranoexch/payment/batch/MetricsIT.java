package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.metrics.MetricsPage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@LiveService
class MetricsIT {
    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @LocalServerPort
    private int port;

    @Test
    void exposesDocumentedMetricsOnly() {
        Http http = new Http(port);
        String paid = Commands.newPaymentId();
        long account = http.post("/internal/api-keys", 0, "{\"name\":\"test\"}")
                .json()
                .path("account_id")
                .asLong();
        long merchant = http.post(
                        "/internal/merchants",
                        account,
                        "{\"name\":\"Shop\",\"webhook_url\":\"https://shop.example/hook\"}")
                .json()
                .path("id")
                .asLong();
        send(Topics.PAYMENT_COMMANDS, paid, Commands.create(account, merchant, paid));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> http.get("/internal/payments/" + paid, account).status() == 200);
        send(Topics.PROVIDER_EVENTS, paid, ProviderEvents.paid(paid));
        String unknown = Commands.newPaymentId();
        send(Topics.PROVIDER_EVENTS, unknown, ProviderEvents.paid(unknown));
        sender.send(List.of(record(Topics.PAYMENT_COMMANDS, Commands.newPaymentId(), new byte[] {0, 0, 0})));

        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            String scrape = http.get("/actuator/prometheus", 0).text();
            MetricsPage.check("payment-service", scrape);
            assertThat(value(scrape, "soprano_apply_records_total{kind=\"create\"}"))
                    .isPositive();
            assertThat(value(scrape, "soprano_payment_events_total{type=\"success\"}"))
                    .isPositive();
            assertThat(value(scrape, "soprano_quarantine_added_total{reason=\"unknown_payment\"}"))
                    .isPositive();
            assertThat(value(scrape, "soprano_quarantine_open")).isPositive();
            assertThat(value(scrape, "soprano_dlt_records{topic=\"payment.commands.v1.dlt\"}"))
                    .isPositive();
            assertThat(value(scrape, "soprano_consumer_lag{group=\"payment-service\",topic=\"provider.events.v1\"}"))
                    .isZero();
            assertThat(value(scrape, "soprano_consumer_stalled_seconds{group=\"payment-service\"}"))
                    .isZero();
        });
    }

    private void send(String topic, String key, SpecificRecord value) {
        sender.send(List.of(record(topic, key, codec.write(topic, value))));
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, String key, byte[] value) {
        return new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value);
    }

    private static double value(String scrape, String series) {
        return scrape.lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(Double.NaN);
    }
}
