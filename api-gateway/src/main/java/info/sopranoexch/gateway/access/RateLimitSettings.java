package info.sopranoexch.gateway.access;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The limit of each API key, in each instance of the gateway.
 *
 * @param perSecond requests a second in the long run
 * @param burst requests at once after a rest
 */
@ConfigurationProperties("soprano.rate-limit")
record RateLimitSettings(
        @DefaultValue("200") int perSecond,
        @DefaultValue("400") int burst) {

    RateLimitSettings {
        if (perSecond < 1 || burst < perSecond) {
            throw new IllegalArgumentException(
                    "soprano.rate-limit: per-second must be 1 or more, burst not less than per-second");
        }
    }
}
