package info.sopranoexch.gateway.support;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import info.sopranoexch.gateway.ApiGatewayApplication;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.starter.testing.HttpTestClient;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway on a free port. One WireMock server simulates the internal services. */
public final class TestGateway implements AutoCloseable {
    public static final String KEY = "sk_test_0123456789abcdef0123456789abcdef";
    public static final String OTHER_KEY = "sk_test_other_0123456789abcdef0123456789";
    public static final String READ_ONLY_KEY = "sk_test_read_0123456789abcdef01234567890";
    public static final String MERCHANT_ONLY_KEY = "sk_test_merch_0123456789abcdef0123456789";
    public static final String ADMIN_KEY = "admin-key-0123456789abcdef";
    public static final String TOKEN = "internal-token-0123456789";
    public static final String IDS_SECRET = "ids-secret-0123456789abcdef0123456789abcdef";
    public static final long ACCOUNT = 7;
    public static final long OTHER_ACCOUNT = 8;
    public static final List<String> ALL_SCOPES =
            List.of("payments:write", "payments:read", "requests:read", "merchants:write", "webhooks:write");

    private static final class Shared {
        private static final WireMockServer SERVICES = services();
        private static final TestGateway GATEWAY = shared0();
    }

    private final ConfigurableApplicationContext context;
    private final HttpTestClient http;

    private TestGateway(Map<String, String> settings) {
        Map<String, String> all = new LinkedHashMap<>();
        var infrastructure = Infrastructure.shared();
        infrastructure.createTopics();
        all.put("server.port", "0");
        all.put("management.server.port", "0");
        all.put("spring.kafka.bootstrap-servers", infrastructure.bootstrapServers());
        all.put("spring.kafka.properties.schema.registry.url", infrastructure.registryUrl());
        all.put("soprano.internal.token", TOKEN);
        all.put("soprano.admin.key", ADMIN_KEY);
        all.put("soprano.ids.secrets", IDS_SECRET);
        all.put("soprano.services.payment", Shared.SERVICES.baseUrl());
        all.put("soprano.services.provider", Shared.SERVICES.baseUrl());
        all.put("soprano.services.webhook", Shared.SERVICES.baseUrl());
        all.put("soprano.services.timeout", "2s");
        all.put("soprano.public-base-url", "https://pay.example.com");
        all.put("spring.profiles.active", "local");
        all.putAll(settings);
        context = new SpringApplicationBuilder(ApiGatewayApplication.class)
                .run(all.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
        http = new HttpTestClient(URI.create(
                (settings.containsKey("server.ssl.bundle") ? "https" : "http") + "://localhost:" + port(context)));
    }

    /** Returns the gateway that all tests of the JVM share. */
    public static TestGateway shared() {
        return Shared.GATEWAY;
    }

    /** Starts another gateway and waits until it is ready. The test closes it. */
    public static TestGateway start(Map<String, String> settings) {
        var gateway = new TestGateway(settings);
        gateway.awaitReady();
        return gateway;
    }

    /** Starts another gateway without waiting. The test closes it. */
    public static TestGateway startUnready(Map<String, String> settings) {
        return new TestGateway(settings);
    }

    /** Simulates payment-service, provider-adapter and webhook-dispatcher over HTTP. */
    public static WireMockServer services() {
        if (ServicesHolder.SERVER.isRunning()) {
            return ServicesHolder.SERVER;
        }
        ServicesHolder.SERVER.start();
        return ServicesHolder.SERVER;
    }

    private static final class ServicesHolder {
        private static final WireMockServer SERVER =
                new WireMockServer(WireMockConfiguration.options().dynamicPort());
    }

    private static TestGateway shared0() {
        TestKafka.apiKey("key_1", ACCOUNT, KEY, ALL_SCOPES);
        TestKafka.apiKey("key_2", OTHER_ACCOUNT, OTHER_KEY, ALL_SCOPES);
        TestKafka.apiKey("key_3", ACCOUNT, READ_ONLY_KEY, List.of("payments:read"));
        TestKafka.apiKey("key_4", ACCOUNT, MERCHANT_ONLY_KEY, List.of("merchants:write"));
        TestKafka.merchant(1, ACCOUNT, "RUB", null, List.of("http://localhost/back"));
        TestKafka.merchant(2, ACCOUNT, "JPY", 50_000L, Map.of("USD", 10_000L), List.of());
        TestKafka.merchant(3, OTHER_ACCOUNT, "RUB", null, List.of());
        FakePaymentService.shared();
        // Tests use hundreds of invalid keys from one address. EdgeIT tests that limit with a gateway of its own.
        return start(Map.of("soprano.authentication-failures.burst", "100000"));
    }

    private void awaitReady() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> readiness().status() == 200);
    }

    public HttpTestClient.Response readiness() {
        return management().get("/actuator/health/readiness", Map.of());
    }

    private HttpTestClient management() {
        return new HttpTestClient(URI.create(
                "http://localhost:" + context.getEnvironment().getRequiredProperty("local.management.port")));
    }

    /** The headers of a request with a JSON body. */
    public static Map<String, String> key(String key) {
        return Map.of("X-API-Key", key, "Content-Type", "application/json");
    }

    /** The headers of a request with a JSON body and one more header. */
    public static Map<String, String> key(String key, String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(key(key));
        headers.put(name, value);
        return headers;
    }

    private static int port(ConfigurableApplicationContext context) {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    public HttpTestClient http() {
        return http;
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
