package info.sopranoexch.starter.tracing;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes spans if an endpoint is configured. Otherwise OpenTelemetry's no-op tracer passes the parent on. */
@AutoConfiguration
@EnableConfigurationProperties(TracingProperties.class)
class TracingConfiguration {

    /** The context closes an exporting provider, which then sends the remaining spans. */
    @Bean
    TracerProvider tracerProvider(TracingProperties properties, Environment environment) {
        String endpoint = properties.endpoint();
        return endpoint == null || endpoint.isBlank()
                ? TracerProvider.noop()
                : new ExportingTracerProvider(
                        properties, endpoint, environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    Tracer tracer(TracerProvider provider) {
        return provider.get("info.sopranoexch");
    }
}
