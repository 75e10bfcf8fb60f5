package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits the requests of each API key, in each instance of the gateway.
 *
 * @param perSecond tokens that a bucket regains each second: the sustained request rate
 * @param burst capacity of a bucket: requests that an idle key may send at once
 * @param maxKeys buckets in memory, about 200 bytes each
 */
@ConfigurationProperties("soprano.rate-limit")
record RateLimitProperties(
        @DefaultValue("200") int perSecond,
        @DefaultValue("400") int burst,
        @DefaultValue("100000") int maxKeys) {

    RateLimitProperties {
        if (perSecond < 1 || burst < perSecond || maxKeys < 1) {
            throw new IllegalArgumentException(
                    "soprano.rate-limit: per-second and max-keys must be 1 or more, burst not less than per-second");
        }
    }
}
