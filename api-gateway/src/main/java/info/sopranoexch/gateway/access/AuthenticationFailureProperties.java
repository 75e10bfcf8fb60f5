package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits failed authentications of each client address, in each instance of the gateway.
 *
 * @param perMinute failures a minute in the long run
 * @param burst failures at once after a pause
 * @param maxAddresses addresses with a counter in memory, about 200 bytes each
 */
@ConfigurationProperties("soprano.authentication-failures")
record AuthenticationFailureProperties(
        @DefaultValue("60") int perMinute,
        @DefaultValue("100") int burst,
        @DefaultValue("20000") int maxAddresses) {

    AuthenticationFailureProperties {
        if (perMinute < 1 || burst < 1 || maxAddresses < 1) {
            throw new IllegalArgumentException(
                    "soprano.authentication-failures: per-minute, burst and max-addresses must be 1 or more");
        }
    }
}
