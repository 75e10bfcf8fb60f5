package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While the broker is stopped no command is accepted; after its restart the gateway works again. */
class KafkaDownIT {
    private static final String BODY = "{\"merchant_id\": 1, \"amount\": 3}";

    private final HttpTestClient http = TestGateway.shared().http();

    @AfterEach
    void start() {
        Infrastructure.shared().kafka().start();
    }

    @Test
    void returns503InTimeAndCreatesOncePerRetry() {
        Map<String, String> headers = TestGateway.key(
                TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(create(headers).status()).isEqualTo(201);
        Map<String, String> refusedHeaders = TestGateway.key(
                TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        Infrastructure.shared().kafka().kill();

        long begun = System.nanoTime();
        Response refused = create(refusedHeaders);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("command_not_accepted");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        // The keys are in memory: no valid key is refused.
        assertThat(http.get("/api/v1/payments?limit=0", TestGateway.key(TestGateway.KEY))
                        .status())
                .isEqualTo(400);
        Response health = http.get("/health", Map.of());
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/checks/kafka").asString()).isEqualTo("down");

        Infrastructure.shared().kafka().start();
        Response created = createUntilApplied(refusedHeaders);
        Response replayed = createUntilApplied(refusedHeaders);

        assertThat(replayed.text()).isEqualTo(created.text());
        assertThat(createUntilApplied(headers).header("Idempotent-Replayed")).isEqualTo("true");
    }

    /** A create can return 503 or 202 as long as consumers rejoin their groups after the broker's restart. */
    private Response createUntilApplied(Map<String, String> headers) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> create(headers), response -> response.status() == 201);
    }

    private Response create(Map<String, String> headers) {
        return http.post(BadRequests.CREATE, headers, BODY);
    }
}
