package info.sopranoexch.starter.shutdown;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Graceful shutdown.
 *
 * @param drain how long the service continues after readiness is down; 0 to 60 s. Longer than a load balancer needs to notice,
 *     and shorter than {@code spring.lifecycle.timeout-per-shutdown-phase}
 */
@ConfigurationProperties("soprano.shutdown")
record ShutdownProperties(@DefaultValue("5s") Duration drain) {
    ShutdownProperties {
        if (drain.isNegative() || drain.toSeconds() > 60) {
            throw new IllegalArgumentException("soprano.shutdown.drain must be from 0s to 60s");
        }
    }
}
