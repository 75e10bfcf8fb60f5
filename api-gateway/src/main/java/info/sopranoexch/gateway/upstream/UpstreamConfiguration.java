package info.sopranoexch.gateway.upstream;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {
    private static final Duration PROBE = Duration.ofSeconds(2);

    private final ServiceSettings services;
    private final InternalSettings internal;
    private final UpstreamMetrics metrics;

    UpstreamConfiguration(ServiceSettings services, InternalSettings internal, UpstreamMetrics metrics) {
        this.services = services;
        this.internal = internal;
        this.metrics = metrics;
    }

    @Bean(destroyMethod = "shutdownNow")
    HttpClient internalHttpClient() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
    }

    @Bean
    InternalService paymentService(HttpClient http) {
        return service("payment-service", services.payment(), http);
    }

    @Bean
    InternalService providerAdapter(HttpClient http) {
        return service("provider-adapter", services.provider(), http);
    }

    @Bean
    InternalService webhookDispatcher(HttpClient http) {
        return service("webhook-dispatcher", services.webhook(), http);
    }

    private static boolean isReady(HttpClient http, URI base) {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
                .timeout(PROBE)
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private InternalService service(String name, List<URI> bases, HttpClient http) {
        return new InternalService(
                name,
                new Instances(bases, base -> isReady(http, base)),
                internal.token(),
                http,
                services.timeout(),
                metrics);
    }
}
