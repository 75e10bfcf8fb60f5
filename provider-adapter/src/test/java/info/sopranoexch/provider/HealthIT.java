package info.sopranoexch.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.provider.testing.AdapterFixture;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

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
        await().atMost(SOON).until(() -> health("").body().contains("\"kafka\":{\"status\":\"UP\"}"));
        STACK.kafka().kill();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health(READINESS).statusCode()).isEqualTo(503);
            assertThat(health(READINESS).body()).contains("the brokers do not respond");
        });
        STACK.kafka().start();
        await().atMost(SOON).until(() -> health(READINESS).statusCode() == 200);
    }

    @Test
    void isReadyWhileTheCircuitBreakerIsOpen() throws Exception {
        await().atMost(SOON).until(() -> health(READINESS).statusCode() == 200);
        paymoon.transitionToOpenState();
        var health = JsonMapper.shared()
                .readTree(health("").body())
                .path("components")
                .path("paymoon");
        assertThat(health.path("status").asString()).isEqualTo("DOWN");
        assertThat(health.path("details").path("reason").asString()).isNotBlank();
        assertThat(health(READINESS).statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> health(String group) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health" + group))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
