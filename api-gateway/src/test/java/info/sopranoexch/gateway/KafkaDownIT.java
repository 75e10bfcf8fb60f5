package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import info.sopranoexch.gateway.support.Http;
import info.sopranoexch.gateway.support.Http.Answer;
import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the broker stopped nothing is taken that could be lost, and all goes on when it is back. */
class KafkaDownIT {
    private static final String BODY = "{\"merchant_id\": 1, \"amount\": 3}";

    private final Http http = TestGateway.shared().http();

    @AfterEach
    void start() {
        Infrastructure.shared().kafka().start();
    }

    @Test
    void aCreateIs503InTimeAndMadeOnceWhenItComesAgain() {
        Map<String, String> headers =
                Http.key(TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        assertThat(create(headers).status()).isEqualTo(201);
        Map<String, String> refusedHeaders =
                Http.key(TestGateway.KEY, "Idempotency-Key", UUID.randomUUID().toString());
        Infrastructure.shared().kafka().kill();

        long begun = System.nanoTime();
        Answer refused = create(refusedHeaders);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("command_not_accepted");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
        // Keys are still known: nobody is told that theirs is wrong.
        assertThat(http.get("/api/v1/payments?limit=0", Http.key(TestGateway.KEY))
                        .status())
                .isEqualTo(400);
        Answer health = http.get("/health", Map.of());
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/checks/kafka").asString()).isEqualTo("down");

        Infrastructure.shared().kafka().start();
        Answer made = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> create(refusedHeaders), answer -> answer.status() == 201);
        Answer again = create(refusedHeaders);

        assertThat(again.text()).isEqualTo(made.text());
        assertThat(create(headers).header("Idempotent-Replayed")).isEqualTo("true");
    }

    private Answer create(Map<String, String> headers) {
        return http.post(BadRequests.CREATE, headers, BODY);
    }
}
