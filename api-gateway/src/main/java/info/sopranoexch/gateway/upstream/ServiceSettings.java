package info.sopranoexch.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the services are: one base URL an instance, or one that a balancer answers, or one whose name has an address for
 * each instance.
 *
 * @param timeout for one call, from connecting to the last byte; 100 ms to 60 s
 */
@ConfigurationProperties("soprano.services")
record ServiceSettings(
        @DefaultValue("http://localhost:8081") List<URI> payment,
        @DefaultValue("http://localhost:8082") List<URI> provider,
        @DefaultValue("http://localhost:8083") List<URI> webhook,
        @DefaultValue("5s") Duration timeout) {

    ServiceSettings {
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 60) {
            throw new IllegalArgumentException("soprano.services.timeout must be from 100ms to 60s");
        }
    }
}
