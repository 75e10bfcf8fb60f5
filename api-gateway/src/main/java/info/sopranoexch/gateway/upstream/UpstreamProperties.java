package info.sopranoexch.gateway.upstream;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The addresses of the internal services: a base URL for each instance, the URL of a load balancer, or one URL whose host
 * name has an address for each instance.
 *
 * @param payment payment-service
 * @param provider provider-adapter
 * @param webhook webhook-dispatcher
 * @param timeout for one call, from the connection to the last byte of the response; 100 ms to 60 s
 * @param connectTimeout for a connection to one instance
 * @param readinessTimeout for a readiness check of an instance that did not respond
 * @param keepAlive how long an idle connection is kept; shorter than the services keep it
 * @param maxResponse the largest response
 * @param maxCalls concurrent calls to one service
 * @param maxConnections open connections to all services
 */
@ConfigurationProperties("soprano.services")
record UpstreamProperties(
        @DefaultValue("http://localhost:8081") List<URI> payment,
        @DefaultValue("http://localhost:8082") List<URI> provider,
        @DefaultValue("http://localhost:8083") List<URI> webhook,
        @DefaultValue("5s") Duration timeout,
        @DefaultValue("2s") Duration connectTimeout,
        @DefaultValue("2s") Duration readinessTimeout,
        @DefaultValue("30s") Duration keepAlive,
        @DefaultValue("4MB") DataSize maxResponse,
        @DefaultValue("512") int maxCalls,
        @DefaultValue("1024") int maxConnections) {

    UpstreamProperties {
        if (timeout.toMillis() < 100 || timeout.toSeconds() > 60) {
            throw new IllegalArgumentException("soprano.services.timeout must be from 100ms to 60s");
        }
        if (maxCalls < 1 || maxConnections < 1) {
            throw new IllegalArgumentException("soprano.services: max-calls and max-connections must be 1 or more");
        }
    }
}
