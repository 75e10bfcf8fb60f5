package info.sopranoexch.starter.tracing;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Spans where an endpoint is configured, none otherwise. */
@AutoConfiguration
@EnableConfigurationProperties(TracingSettings.class)
class TracingConfiguration {

    /** Closed by the context, when it can be: what is in hand is sent. */
    @Bean
    Traces traces(TracingSettings settings, Environment environment) {
        String endpoint = settings.endpoint();
        return endpoint == null || endpoint.isBlank()
                ? Traces.OFF
                : new OtelTraces(settings, endpoint, environment.getRequiredProperty("spring.application.name"));
    }
}
