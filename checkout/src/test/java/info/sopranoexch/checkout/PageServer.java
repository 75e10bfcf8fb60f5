package info.sopranoexch.checkout;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import info.sopranoexch.starter.internalapi.InternalApiConfiguration;
import info.sopranoexch.starter.testing.HttpTestClient;
import info.sopranoexch.starter.testing.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application with only the checkout on a free port. WireMock simulates payment-service. */
final class PageServer implements AutoCloseable {
    final SettableClock clock = SettableClock.running();
    private final WireMockServer paymentService = new WireMockServer(
            WireMockConfiguration.wireMockConfig().dynamicPort().bindAddress("127.0.0.1"));
    private final ConfigurableApplicationContext context;

    private PageServer(List<String> settings) {
        paymentService.start();
        var properties = new LinkedHashMap<>(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "management.server.port", "-1",
                "spring.threads.virtual.enabled", "true",
                "soprano.checkout.public-url", "https://pay.soprano-exch.info"));
        settings.forEach(setting -> properties.put(
                setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1)));
        context = new SpringApplicationBuilder(App.class)
                .initializers(c -> {
                    c.getBeanFactory().registerSingleton("clock", clock);
                    c.getBeanFactory()
                            .registerSingleton(
                                    "paymentServiceClient", new HttpPaymentServiceClient(paymentService.baseUrl()));
                })
                .run(properties.entrySet().stream()
                        .map(property -> "--" + property.getKey() + "=" + property.getValue())
                        .toArray(String[]::new));
    }

    static PageServer start(String... settings) {
        return new PageServer(List.of(settings));
    }

    /** The defaults with some changes, without a server. */
    static CheckoutProperties bind(Map<String, String> changes) {
        return new Binder(new MapConfigurationPropertySource(changes))
                .bindOrCreate("soprano.checkout", CheckoutProperties.class);
    }

    int port() {
        return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    WireMockServer paymentService() {
        return paymentService;
    }

    void knows(String id, PaymentFixture payment) {
        responds(id, aResponse().withHeader("Content-Type", "application/json").withBody(payment.json()));
    }

    void responds(String id, ResponseDefinitionBuilder response) {
        paymentService.stubFor(
                WireMock.get(urlEqualTo("/internal/payment-pages/" + id)).willReturn(response));
    }

    void hasLogo(String tag, byte[] png) {
        paymentService.stubFor(WireMock.get(urlEqualTo("/internal/merchant-logos/" + tag))
                .willReturn(aResponse().withHeader("Content-Type", "image/png").withBody(png)));
    }

    /** From now on payment-service accepts returns and requests for provider checks. */
    void acceptsProviderChecks(String id) {
        paymentService.stubFor(WireMock.post(urlPathEqualTo("/internal/payment-pages/" + id + "/provider-checks"))
                .willReturn(aResponse().withStatus(204)));
    }

    /** @param returned whether to count returns, or checks for payers who wait */
    int providerChecks(String id, boolean returned) {
        return paymentService
                .countRequestsMatching(WireMock.postRequestedFor(
                                urlEqualTo("/internal/payment-pages/" + id + "/provider-checks?returned=" + returned))
                        .build())
                .getCount();
    }

    int lookupCount(String id) {
        return paymentService
                .countRequestsMatching(getRequestedFor(urlEqualTo("/internal/payment-pages/" + id))
                        .build())
                .getCount();
    }

    HttpTestClient.Response get(String path, String language) {
        return http().get(path, Map.of("Accept-Language", language));
    }

    HttpTestClient.Response get(String path, String language, String cookie) {
        return http().get(path, Map.of("Accept-Language", language, "Cookie", cookie));
    }

    HttpTestClient.Response head(String path) {
        return http().send("HEAD", path, Map.of(), BodyPublishers.noBody());
    }

    private HttpTestClient http() {
        return HttpTestClient.localhost(port());
    }

    /** Resets everything except the page's cache. Each test uses payment ids of its own. */
    void reset() {
        paymentService.resetAll();
        clock.reset();
    }

    @Override
    public void close() {
        context.close();
        paymentService.stop();
    }

    @EnableAutoConfiguration(exclude = InternalApiConfiguration.class)
    @Import(CheckoutConfiguration.class)
    static class App {
        @Bean
        ClientIdentifier clientIdentifier() {
            return request -> request.getRemoteAddr();
        }

        @Bean
        AcceptedPaymentIds acceptedPaymentIds() {
            return _ -> false;
        }
    }

    private record HttpPaymentServiceClient(String baseUrl, HttpClient http) implements PaymentServiceClient {
        HttpPaymentServiceClient(String baseUrl) {
            this(baseUrl, HttpClient.newHttpClient());
        }

        @Override
        public @Nullable Response get(String path, Duration timeout) {
            return send(HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(timeout));
        }

        @Override
        public @Nullable Response post(String path, Duration timeout) {
            return send(HttpRequest.newBuilder(URI.create(baseUrl + path))
                    .timeout(timeout)
                    .POST(BodyPublishers.ofString("{}")));
        }

        private @Nullable Response send(HttpRequest.Builder request) {
            try {
                HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
                return new Response(response.statusCode(), response.body());
            } catch (IOException e) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
    }
}
