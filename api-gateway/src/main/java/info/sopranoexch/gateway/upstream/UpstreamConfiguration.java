package info.sopranoexch.gateway.upstream;

import info.sopranoexch.starter.http.HttpCalls;
import info.sopranoexch.starter.internalapi.InternalApiProperties;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(InternalApiProperties.class)
class UpstreamConfiguration {
    private final UpstreamProperties services;
    private final InternalApiProperties internal;
    private final UpstreamMetrics metrics;

    UpstreamConfiguration(UpstreamProperties services, InternalApiProperties internal, UpstreamMetrics metrics) {
        this.services = services;
        this.internal = internal;
        this.metrics = metrics;
    }

    @Bean
    HttpCalls internalCalls() {
        return new HttpCalls(
                "soprano-api-gateway",
                services.maxResponse(),
                services.connectTimeout(),
                services.keepAlive(),
                services.maxConnections());
    }

    @Bean
    InternalService paymentService(HttpCalls http) {
        return service("payment-service", services.payment(), http);
    }

    @Bean
    InternalService providerAdapter(HttpCalls http) {
        return service("provider-adapter", services.provider(), http);
    }

    @Bean
    InternalService webhookDispatcher(HttpCalls http) {
        return service("webhook-dispatcher", services.webhook(), http);
    }

    private boolean isReady(HttpCalls http, URI base) {
        try {
            return http.exchange(new HttpGet(base.resolve("/actuator/health/readiness")), services.readinessTimeout())
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private InternalService service(String name, List<URI> bases, HttpCalls http) {
        return new InternalService(
                name,
                new ServiceInstances(bases, base -> isReady(http, base)),
                internal.token(),
                http,
                services,
                metrics);
    }
}
