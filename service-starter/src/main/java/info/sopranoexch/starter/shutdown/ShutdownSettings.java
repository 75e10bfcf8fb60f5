package info.sopranoexch.starter.shutdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param drain how long everything goes on after readiness says no; 0 to 60 s, longer than it takes whoever sends requests
 *     to see that, and shorter than {@code spring.lifecycle.timeout-per-shutdown-phase}
 */
@ConfigurationProperties("soprano.shutdown")
record ShutdownSettings(@DefaultValue("5s") Duration drain) {
    ShutdownSettings {
        if (drain.isNegative() || drain.toSeconds() > 60) {
            throw new IllegalArgumentException("soprano.shutdown.drain must be from 0s to 60s");
        }
    }
}
