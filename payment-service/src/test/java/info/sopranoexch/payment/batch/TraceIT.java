package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.payment.testing.Accounts;
import info.sopranoexch.payment.testing.Commands;
import info.sopranoexch.payment.testing.LiveService;
import info.sopranoexch.payment.testing.ProviderEvents;
import info.sopranoexch.payment.testing.TopicReader;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.starter.kafka.AvroCodec;
import info.sopranoexch.starter.kafka.RecordSender;
import info.sopranoexch.starter.tracing.TraceContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@LiveService
class TraceIT {
    private static final String CREATED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String CALLBACK = "00-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbb-01";
    private static final String REFUND = "00-cccccccccccccccccccccccccccccccc-dddddddddddddddd-01";

    @Autowired
    private RecordSender sender;

    @Autowired
    private AvroCodec codec;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void keepsTraceOfPayment() {
        long account = Accounts.create(jdbc);
        long merchant = Accounts.merchant(jdbc, account);
        String id = Commands.newPaymentId();
        send(Topics.PAYMENT_COMMANDS, id, Commands.create(account, merchant, id), CREATED);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> traces(Topics.PAYMENT_EVENTS, id).size() == 1);
        send(Topics.PROVIDER_EVENTS, id, ProviderEvents.created(id), null);
        send(Topics.PROVIDER_EVENTS, id, ProviderEvents.paid(id), CALLBACK);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> traces(Topics.PAYMENT_EVENTS, id).size() == 2);
        send(Topics.PAYMENT_COMMANDS, id, Commands.refund(account, id, null), REFUND);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !traces(Topics.PROVIDER_COMMANDS, id).isEmpty());

        assertThat(traces(Topics.PAYMENT_EVENTS, id)).containsExactly(CREATED, CREATED);
        assertThat(traces(Topics.PROVIDER_COMMANDS, id))
                .as("a merchant's further request is a trace of its own")
                .containsExactly(REFUND);
    }

    private void send(String topic, String key, SpecificRecord value, @Nullable String traceparent) {
        var record = new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), codec.write(topic, value));
        if (traceparent != null) {
            record.headers().add(TraceContext.HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        sender.send(List.of(record));
    }

    private static List<String> traces(String topic, String key) {
        return TopicReader.of(topic, key).stream()
                .map(record -> record.headers().lastHeader(TraceContext.HEADER))
                .map(header -> header == null ? "none" : new String(header.value(), StandardCharsets.US_ASCII))
                .toList();
    }
}
