package info.sopranoexch.starter.lag;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param first how long after the start the first look is taken
 * @param every how long between looks
 */
@ConfigurationProperties("soprano.lag")
public record LagSettings(
        @DefaultValue("5s") Duration first,
        @DefaultValue("10s") Duration every) {}
