package info.sopranoexch.provider.requests;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.localstack.infrastructure.NewerSchema;
import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

class RegistryDownIT extends AdapterFixture {
    @Autowired
    private MeterRegistry meters;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    @AfterEach
    void start() {
        STACK.registry().start();
    }

    @Test
    void recordOfUnknownSchemaWaitsForTheRegistry() {
        String payment = Payments.newId();
        byte[] bytes = bytesOfANewerSchema(payment, "hint");
        double deadLettered = deadLettered();
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        STACK.registry().kill();
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, bytes);
        // Kafka has the record before the registry returns.
        RECORDS.await(Topics.PAYMENT_EVENTS, record -> payment.equals(record.key()), 1);

        STACK.registry().start();

        assertThat(RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class)
                        .getFirst()
                        .getOutcome())
                .isEqualTo(ProviderOutcome.refused);
        assertThat(deadLettered()).isEqualTo(deadLettered);
    }

    /** While the registry is down, only the unreadable records are retried. */
    @Test
    void readableRecordsAreProcessedOnce() throws IOException {
        String payment = Payments.newId();
        byte[] known = RECORDS.serialize(Topics.PAYMENT_EVENTS, Payments.created(payment));
        byte[] newer = bytesOfANewerSchema(payment, "another_hint");
        double deadLettered = deadLettered();
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
        String before = Payments.newId();
        RECORDS.send(Topics.PAYMENT_EVENTS, before, Payments.created(before));
        // The adapter has cached the known schemas.
        RECORDS.await(Topics.PROVIDER_EVENTS, before, 1, ProviderEvent.class);
        MessageListenerContainer listener =
                Objects.requireNonNull(listeners.getListenerContainer("provider-adapter-invoices"));
        listener.stop();
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, new byte[] {1});
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, known);
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, newer);
        STACK.registry().kill();

        listener.start();
        RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class);
        STACK.registry().start();

        RECORDS.await(Topics.PROVIDER_EVENTS, payment, 2, ProviderEvent.class);
        PAYMOON.verify(2, postRequestedFor(urlEqualTo("/v1/invoices")).withHeader("Idempotency-Key", equalTo(payment)));
        assertThat(deadLettered()).isEqualTo(deadLettered + 1);
    }

    private double deadLettered() {
        return meters.find("soprano.dead.letters").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private static byte[] bytesOfANewerSchema(String payment, String added) {
        return NewerSchema.encode(STACK.registryUrl(), Topics.PAYMENT_EVENTS, Payments.created(payment), added);
    }
}
