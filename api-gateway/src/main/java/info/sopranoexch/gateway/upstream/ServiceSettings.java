package info.sopranoexch.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are.
 *
 * @param timeout for one call, from connecting to the last byte; 100 ms to 60 s
 */
@ConfigurationProperties("soprano.services")
record ServiceSettings(
        @DefaultValue("http://localhost:8081") URI payment,
        @DefaultValue("http://localhost:8082") URI provider,
        @DefaultValue("http://localhost:8083") URI webhook,
        @DefaultValue("5s") Duration timeout) {

    ServiceSettings {
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 60) {
            throw new IllegalArgumentException("soprano.services.timeout must be from 100ms to 60s");
        }
    }
}
