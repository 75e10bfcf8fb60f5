package info.sopranoexch.starter.lag;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Measurement of consumer lag.
 *
 * @param initialDelay time from the start to the first measurement
 * @param interval time between measurements
 */
@ConfigurationProperties("soprano.lag")
public record LagProperties(
        @DefaultValue("5s") Duration initialDelay,
        @DefaultValue("10s") Duration interval) {}
