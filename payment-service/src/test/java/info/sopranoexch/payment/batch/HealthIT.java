package info.sopranoexch.payment.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.payment.testing.Http;
import info.sopranoexch.payment.testing.LiveService;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Health of the service while one of its dependencies is stopped. */
@LiveService
class HealthIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String READINESS = "/actuator/health/readiness";

    private final Infrastructure stack = Infrastructure.shared();

    @LocalServerPort
    private int port;

    private Http http = new Http(0);

    @BeforeEach
    void allIsWell() {
        http = new Http(port);
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(status("consumers")).isEqualTo("UP");
            assertThat(status("kafka")).isEqualTo("UP");
            assertThat(status("registry")).isEqualTo("UP");
            assertThat(http.get(READINESS, 0).status()).isEqualTo(200);
        });
    }

    @AfterEach
    void bringItBack() {
        stack.postgres().start();
        stack.kafka().start();
        stack.registry().start();
    }

    @Test
    void reportsProgressOfEachConsumerGroup() {
        var consumers =
                http.get("/actuator/health", 0).json().path("components").path("consumers");
        assertThat(consumers
                        .path("details")
                        .path("payment-service")
                        .path("state")
                        .asString())
                .isEqualTo("moving");
        assertThat(consumers
                        .path("details")
                        .path("payment-service")
                        .path("partitions")
                        .asInt())
                .isEqualTo(24);
        assertThat(consumers
                        .path("details")
                        .path("payment-service-timeline")
                        .path("partitions")
                        .asInt())
                .isEqualTo(12);
    }

    @Test
    void isNotReadyWithoutDatabase() {
        stack.postgres().kill();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(http.get(READINESS, 0).status()).isEqualTo(503);
            assertThat(status("db")).isEqualTo("DOWN");
        });
        stack.postgres().start();
        await().atMost(SOON).until(() -> http.get(READINESS, 0).status() == 200);
    }

    @Test
    void staysReadyWithoutRegistry() {
        stack.registry().kill();
        await().atMost(SOON).untilAsserted(() -> assertThat(status("registry")).isEqualTo("DOWN"));
        assertThat(http.get(READINESS, 0).status()).isEqualTo(200);
    }

    @Test
    void staysReadyWithoutKafka() {
        stack.kafka().kill();
        await().atMost(SOON).untilAsserted(() -> assertThat(status("kafka")).isEqualTo("DOWN"));
        assertThat(http.get(READINESS, 0).status()).isEqualTo(200);
        stack.kafka().start();
        await().atMost(SOON).untilAsserted(() -> assertThat(status("kafka")).isEqualTo("UP"));
    }

    private String status(String component) {
        return http.get("/actuator/health", 0)
                .json()
                .path("components")
                .path(component)
                .path("status")
                .asString();
    }
}
