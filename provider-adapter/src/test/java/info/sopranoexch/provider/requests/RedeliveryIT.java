package info.sopranoexch.provider.requests;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

/** A record is redelivered, as after a crash before the commit of its offset. */
class RedeliveryIT extends AdapterFixture {
    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    private final String payment = Payments.newId();

    @Test
    void redeliveredPaymentUsesTheSameKeyAndEventId() throws Exception {
        PAYMOON.stubFor(post("/v1/invoices").willReturn(jsonResponse(String.format(Locale.ROOT, """
                {"invoice_id":"inv_1","external_id":"%s","status":"created","version":1,"amount":"1000.00","currency":"RUB"}""", payment), 201)));
        RECORDS.send(Topics.PAYMENT_EVENTS, payment, Payments.created(payment));
        assertThat(events(1)).hasSize(1);

        redeliver("provider-adapter-invoices", Topics.PAYMENT_EVENTS);

        List<ProviderEvent> events = events(2);
        assertThat(events)
                .hasSize(2)
                .extracting(ProviderEvent::getEventId)
                .containsOnly(events.getFirst().getEventId());
        PAYMOON.verify(2, postRequestedFor(urlEqualTo("/v1/invoices")).withHeader("Idempotency-Key", equalTo(payment)));
    }

    private void redeliver(String group, String topic) throws Exception {
        ConsumerRecord<String, byte[]> record =
                RECORDS.await(topic, r -> payment.equals(r.key()), 1).getFirst();
        MessageListenerContainer listener = Objects.requireNonNull(listeners.getListenerContainer(group));
        listener.stop();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", STACK.bootstrapServers()))) {
            admin.alterConsumerGroupOffsets(
                            group,
                            Map.of(
                                    new TopicPartition(topic, record.partition()),
                                    new OffsetAndMetadata(record.offset())))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        listener.start();
    }

    private List<ProviderEvent> events(int count) {
        return RECORDS.await(Topics.PROVIDER_EVENTS, payment, count, ProviderEvent.class);
    }
}
