package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.gateway.support.TestKafka;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.RegistryProxy;
import info.sopranoexch.localstack.infrastructure.RegistryProxy.Fault;
import info.sopranoexch.starter.testing.HttpTestClient.Response;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A gateway that cannot read the directory must not refuse a valid API key as unknown. */
class DirectoryOutageIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** The response is 400 once the key is accepted. */
    private static final String READ = "/api/v1/payments?limit=0";

    @Test
    void gatewayStartedDuringOutageBecomesReadyByItself() {
        TestGateway.shared();
        try (var proxy = new RegistryProxy(Infrastructure.shared().registryUrl())) {
            proxy.fail(Fault.UNAUTHORIZED);
            try (var gateway =
                    TestGateway.startUnready(Map.of("spring.kafka.properties.schema.registry.url", proxy.url()))) {
                await().atMost(SOON)
                        .untilAsserted(
                                () -> assertThat(gateway.readiness().text()).contains("responded 401"));
                assertThat(gateway.readiness().status()).isEqualTo(503);
                Response refused = gateway.http().get(READ, TestGateway.key(TestGateway.KEY));
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("starting");

                proxy.pass();

                await().atMost(SOON).until(() -> gateway.readiness().status() == 200);
                assertThat(gateway.http()
                                .get(READ, TestGateway.key(TestGateway.KEY))
                                .status())
                        .isEqualTo(400);
            }
        }
    }

    @Test
    void unknownKeyIsNotCalledInvalidWhileRecordCannotBeRead() {
        TestGateway gateway = TestGateway.shared();
        String key = "sk_test_held_0123456789abcdef0123456789ab";
        TestKafka.apiKeyOfUnknownSchema("key_held", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES);
        await().atMost(SOON).untilAsserted(() -> {
            Response unchecked = gateway.http().get(READ, TestGateway.key(key));
            assertThat(unchecked.status()).isEqualTo(503);
            assertThat(unchecked.code()).isEqualTo("directory_incomplete");
            assertThat(unchecked.header("Retry-After")).isNotEmpty();
        });
        assertThat(gateway.http().get(READ, TestGateway.key(TestGateway.KEY)).status())
                .isEqualTo(400);
        assertThat(gateway.readiness().text()).contains("the registry does not know schema");

        TestKafka.apiKey("key_held", TestGateway.ACCOUNT, key, TestGateway.ALL_SCOPES);

        await().atMost(SOON)
                .until(() -> gateway.http().get(READ, TestGateway.key(key)).status() == 400);
        assertThat(gateway.http()
                        .get(READ, TestGateway.key("sk_test_none_0123456789abcdef0123456789ab"))
                        .status())
                .isEqualTo(401);
    }
}
