package info.sopranoexch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.webhook.support.Dispatcher;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Health and readiness while the database is down. */
class HealthIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpTestClient http = Dispatcher.http(0);

    @AfterEach
    void startPostgres() {
        Infrastructure.shared().postgres().start();
    }

    @Test
    void isNotReadyWithoutDatabase() {
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health("/readiness").status()).isEqualTo(200);
            JsonNode healthy = components("");
            assertThat(healthy.path("directory").path("status").asString()).isEqualTo("UP");
            assertThat(healthy.path("scheduler").path("status").asString()).isEqualTo("UP");
        });
        Infrastructure.shared().postgres().kill();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health("/readiness").status()).isEqualTo(503);
            JsonNode unhealthy = components("/readiness");
            assertThat(unhealthy.path("db").path("status").asString()).isEqualTo("DOWN");
            assertThat(unhealthy
                            .path("scheduler")
                            .path("details")
                            .path("reason")
                            .asString())
                    .isEqualTo("no valid lease");
        });
        Infrastructure.shared().postgres().start();
        await().atMost(SOON).until(() -> health("/readiness").status() == 200);
    }

    private JsonNode components(String group) {
        return health(group).json().path("components");
    }

    private HttpTestClient.Response health(String group) {
        return http.get("/actuator/health" + group);
    }
}
