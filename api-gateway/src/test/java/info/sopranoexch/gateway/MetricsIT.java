package info.sopranoexch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import info.sopranoexch.gateway.support.TestGateway;
import info.sopranoexch.starter.metrics.MetricsPage;
import info.sopranoexch.starter.testing.HttpTestClient;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsIT {

    @Test
    void exposesExactlyTheDocumentedMetrics() {
        TestGateway gateway = TestGateway.shared();
        HttpTestClient management = new HttpTestClient(URI.create(
                "http://localhost:" + gateway.context().getEnvironment().getRequiredProperty("local.management.port")));
        gateway.http().post(BadRequests.CREATE, TestGateway.key(TestGateway.KEY), "{\"merchant_id\":1,\"amount\":5}");
        gateway.http().get("/api/v1/payment/pay_0123456789abcdef0123456789abcdef", TestGateway.key(TestGateway.KEY));
        gateway.http().get("/no/such/page/pay_0123456789abcdef0123456789abcdef", Map.of());

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            String scrape = management.get("/actuator/prometheus", Map.of()).text();
            MetricsPage.check("api-gateway", scrape);
            assertThat(scrape)
                    .containsPattern(
                            "soprano_gateway_commands_seconds_count\\{kind=\"create\",result=\"applied\"} [1-9]")
                    .containsPattern("soprano_gateway_directory_entries\\{directory=\"api_keys\"} [1-9]")
                    .contains("soprano_gateway_consumer_lag{consumer=\"directory\"} 0.0")
                    .containsPattern("http_server_requests_seconds_count\\{.*uri=\"/api/v1/payment/\\{paymentId}\"");
            assertThat(scrape.lines().filter(line -> line.startsWith("http_server_requests")))
                    .noneMatch(line -> line.contains("pay_"));
        });
    }
}
