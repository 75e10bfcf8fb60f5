package info.sopranoexch.gateway.upstream;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {
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

    private InternalService service(String name, List<URI> bases, HttpClient http) {
        return new InternalService(name, new Instances(bases), internal.token(), http, services.timeout(), metrics);
    }
}
