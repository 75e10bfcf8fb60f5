package info.sopranoexch.starter.requestlimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param limited false for a service that bounds its requests in another way
 * @param maxInFlight requests of other services in flight; more are refused with 503. Health and metrics are not counted
 */
@ConfigurationProperties("soprano.requests")
record RequestLimitSettings(
        @DefaultValue("true") boolean limited,
        @DefaultValue("256") int maxInFlight) {
    RequestLimitSettings {
        if (maxInFlight < 1) {
            throw new IllegalArgumentException("soprano.requests.max-in-flight must be 1 or more");
        }
    }
}
