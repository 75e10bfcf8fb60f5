package info.sopranoexch.provider.requests;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.NewerSchema;
import info.sopranoexch.localstack.infrastructure.RegistryProxy.Fault;
import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.DeadLetter;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.PaymentEvent;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.schemas.avro.ProviderOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

/** An error of the registry never dead-letters a record; the consumer waits. */
class RegistryRefusesIT extends AdapterFixture {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Autowired
    private MeterRegistry meters;

    @BeforeEach
    void declineInvoices() {
        PAYMOON.stubFor(any(anyUrl()).willReturn(jsonResponse("{\"code\":\"invalid_request\"}", 422)));
    }

    @AfterEach
    void pass() {
        REGISTRY.pass();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void consumerWaitsUntilTheRegistryRecovers(Fault fault) {
        String payment = Payments.newId();
        byte[] newer = newer(payment, "added_" + fault.name().toLowerCase(Locale.ROOT));
        double deadLettered = deadLettered();
        REGISTRY.fail(fault);

        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, newer);

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(page("/actuator/health/readiness").status()).isEqualTo(503);
            assertThat(page("/actuator/health").text()).contains("waits for registry since");
            assertThat(waitingSeconds()).isPositive();
        });

        REGISTRY.pass();

        assertThat(RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class)
                        .getFirst()
                        .getOutcome())
                .isEqualTo(ProviderOutcome.refused);
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(page("/actuator/health/readiness").status()).isEqualTo(200));
        assertThat(waitingSeconds()).isZero();
        assertThat(deadLettered()).isEqualTo(deadLettered);
    }

    @Test
    void operatorReleasesRecordOfUnknownSchema() throws Exception {
        String payment = Payments.newId();
        byte[] bytes = RECORDS.serialize(Topics.PAYMENT_EVENTS, Payments.created(payment));
        // The registry has never assigned this id.
        bytes[1] = 0x7f;
        RECORDS.sendBytes(Topics.PAYMENT_EVENTS, payment, bytes);
        var position = RECORDS.await(Topics.PAYMENT_EVENTS, record -> payment.equals(record.key()), 1)
                .getFirst();
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(page("/internal/consumers/waiting").text())
                                .contains("\"offset\":" + position.offset(), "\"releasable\":true"));

        assertThat(release(position.partition(), position.offset() + 1)).isEqualTo(409);
        assertThat(release(position.partition(), position.offset())).isEqualTo(202);

        var dead = RECORDS.await(Topics.deadLetter(Topics.PAYMENT_EVENTS), record -> payment.equals(record.key()), 1)
                .getFirst();
        assertThat(new String(dead.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("released");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(page("/actuator/health/readiness").status()).isEqualTo(200));
    }

    private int release(int partition, long offset) {
        String body = String.format(
                Locale.ROOT,
                "{\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"operator\":\"olga\"}",
                Topics.PAYMENT_EVENTS,
                partition,
                offset);
        return http().with("Authorization", "Bearer " + TOKEN)
                .post("/internal/consumers/waiting/release", body)
                .status();
    }

    private static byte[] newer(String payment, String added) {
        PaymentEvent event = Payments.created(payment);
        return NewerSchema.encode(STACK.registryUrl(), Topics.PAYMENT_EVENTS, event, added);
    }

    private double waitingSeconds() {
        return meters.get("soprano.consumer.waiting")
                .tags("group", "provider-adapter-invoices", "dependency", "registry")
                .timeGauge()
                .value();
    }

    private double deadLettered() {
        return meters.find("soprano.dead.letters").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
