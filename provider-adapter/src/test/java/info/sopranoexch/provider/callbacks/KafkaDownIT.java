package info.sopranoexch.provider.callbacks;

import static info.sopranoexch.provider.testing.PaymoonCaller.SECRET;
import static info.sopranoexch.provider.testing.PaymoonCaller.headers;
import static info.sopranoexch.provider.testing.PaymoonCaller.paid;
import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.provider.testing.Payments;
import info.sopranoexch.schemas.Topics;
import info.sopranoexch.schemas.avro.ProviderEvent;
import info.sopranoexch.starter.testing.HttpTestClient;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaDownIT extends AdapterFixture {
    @AfterEach
    void start() {
        STACK.kafka().start();
    }

    @Test
    void respondsUnavailableUntilKafkaReturns() throws Exception {
        String payment = Payments.newId();
        byte[] body = paid("evt_down", payment, 2);
        STACK.kafka().kill();

        long start = System.nanoTime();
        HttpTestClient.Response refused = callback(headers(SECRET, "evt_down", Instant.now(), body), body);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));

        STACK.kafka().start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> callback(headers(SECRET, "evt_down", Instant.now(), body), body)
                                .status()
                        == 200);
        assertThat(RECORDS.await(Topics.PROVIDER_EVENTS, payment, 1, ProviderEvent.class))
                .extracting(ProviderEvent::getProviderEventId)
                .containsOnly("evt_down");
    }
}
