package info.sopranoexch.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.webhook.support.Dispatcher;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the service says of itself while its database is really gone. */
class HealthIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @AfterEach
    void bringItBack() {
        Infrastructure.shared().postgres().start();
    }

    @Test
    void isNotReadyWithoutItsDatabase() {
        Dispatcher.shared();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health("/readiness").statusCode()).isEqualTo(200);
            JsonNode well = components("");
            assertThat(well.path("directory").path("status").asString()).isEqualTo("UP");
            assertThat(well.path("scheduler").path("status").asString()).isEqualTo("UP");
        });
        Infrastructure.shared().postgres().kill();
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(health("/readiness").statusCode()).isEqualTo(503);
            JsonNode ill = components("/readiness");
            assertThat(ill.path("db").path("status").asString()).isEqualTo("DOWN");
            assertThat(ill.path("scheduler").path("details").path("reason").asString())
                    .isEqualTo("no valid lease");
        });
        Infrastructure.shared().postgres().start();
        await().atMost(SOON).until(() -> health("/readiness").statusCode() == 200);
    }

    private static JsonNode components(String group) throws Exception {
        return JsonMapper.shared().readTree(health(group).body()).path("components");
    }

    private static HttpResponse<String> health(String group) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(Dispatcher.url("/actuator/health" + group)))
                            .timeout(Duration.ofSeconds(15))
                            .build(),
                    BodyHandlers.ofString());
        }
    }
}
