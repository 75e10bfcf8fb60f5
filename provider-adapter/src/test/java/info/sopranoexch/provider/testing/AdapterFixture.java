package info.sopranoexch.provider.testing;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import info.sopranoexch.localstack.infrastructure.Infrastructure;
import info.sopranoexch.localstack.infrastructure.KafkaTestClient;
import info.sopranoexch.localstack.infrastructure.RegistryProxy;
import info.sopranoexch.provider.ProviderAdapterApplication;
import info.sopranoexch.starter.testing.HttpTestClient;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Runs the adapter on real Kafka and registry, with WireMock as Paymoon. All tests that extend this share one context. */
@SpringBootTest(
        classes = ProviderAdapterApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "soprano.paymoon.calls.deadline=1s",
            "soprano.paymoon.calls.total-deadline=4s",
            "soprano.paymoon.calls.initial-backoff=50ms",
            "soprano.callbacks.store-deadline=2s",
            "soprano.consumers.retry.longest=500ms",
            "spring.kafka.producer.properties.max.block.ms=2000",
            "soprano.internal.token=" + AdapterFixture.TOKEN,
            "soprano.public-base-url=https://pay.example",
            "soprano.paymoon.api-token=" + AdapterFixture.API_TOKEN,
            "soprano.paymoon.webhook-secrets=" + PaymoonCaller.OLD_SECRET + "," + PaymoonCaller.SECRET,
        })
public abstract class AdapterFixture {
    public static final String TOKEN = "internal-token-for-tests";
    public static final String API_TOKEN = "paymoon-api-token";
    protected static final Infrastructure STACK = Infrastructure.shared();
    protected static final WireMockServer PAYMOON =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().containerThreads(200));
    /** Stands between the adapter and the registry. */
    protected static final RegistryProxy REGISTRY = new RegistryProxy(STACK.registryUrl());

    protected static final KafkaTestClient RECORDS = KafkaTestClient.shared();

    static {
        PAYMOON.start();
    }

    @LocalServerPort
    protected int port;

    @Autowired
    private CircuitBreaker breaker;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("spring.kafka.bootstrap-servers", STACK::bootstrapServers);
        registry.add("spring.kafka.properties.schema.registry.url", REGISTRY::url);
        registry.add("soprano.paymoon.url", PAYMOON::baseUrl);
    }

    @BeforeEach
    void resetPaymoon() {
        PAYMOON.resetAll();
        breaker.reset();
    }

    /** Sends a callback to the adapter, as the gateway does. */
    protected HttpTestClient.Response callback(Map<String, String> headers, byte[] body) {
        return http().send(callback(headers, BodyPublishers.ofByteArray(body)));
    }

    protected HttpRequest.Builder callback(Map<String, String> headers, BodyPublisher body) {
        HttpRequest.Builder request = http().request("/internal/callbacks/paymoon")
                .header("Content-Type", "application/json")
                .POST(body);
        headers.forEach(request::setHeader);
        return request;
    }

    /** Sends requests without the internal token. */
    protected HttpTestClient http() {
        return HttpTestClient.localhost(port);
    }

    /** Gets a page of the adapter, with the internal token. */
    protected HttpTestClient.Response page(String path) {
        return http().with("Authorization", "Bearer " + TOKEN).get(path);
    }
}
