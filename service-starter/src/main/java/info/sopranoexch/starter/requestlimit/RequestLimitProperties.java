package info.sopranoexch.starter.requestlimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limit of concurrent requests.
 *
 * @param limited false for a service that limits its requests in another way
 * @param maxInFlight requests of other services in flight; further ones get 503. Health and metrics do not count
 */
@ConfigurationProperties("soprano.requests")
record RequestLimitProperties(
        @DefaultValue("true") boolean limited,
        @DefaultValue("256") int maxInFlight) {
    RequestLimitProperties {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("soprano.requests.max-in-flight must be 1 or more");
        }
    }
}
