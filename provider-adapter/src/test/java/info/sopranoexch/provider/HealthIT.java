package info.sopranoexch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.provider.testing.AdapterFixture;
import info.sopranoexch.starter.testing.HttpTestClient;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Health and readiness while a dependency is down. */
class HealthIT extends AdapterFixture {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String READINESS = "/readiness";

    @Autowired
    private CircuitBreaker paymoon;

    @AfterEach
    void startKafka() {
        STACK.kafka().start();
    }

    @Test
    void isNotReadyWithoutKafka() {
        await().atMost(SOON).until(() -> health("").text().contains("\"kafka\":{\"status\":\"UP\"}"));
        STACK.kafka().kill();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health(READINESS).status()).isEqualTo(503);
            assertThat(health(READINESS).text()).contains("the brokers do not respond");
        });
        STACK.kafka().start();
        await().atMost(SOON).until(() -> health(READINESS).status() == 200);
    }

    @Test
    void isReadyWhileTheCircuitBreakerIsOpen() {
        await().atMost(SOON).until(() -> health(READINESS).status() == 200);
        paymoon.transitionToOpenState();
        var health = health("").json().path("components").path("paymoon");
        assertThat(health.path("status").asString()).isEqualTo("DOWN");
        assertThat(health.path("details").path("reason").asString()).isNotBlank();
        assertThat(health(READINESS).status()).isEqualTo(200);
    }

    private HttpTestClient.Response health(String group) {
        return http().get("/actuator/health" + group);
    }
}
