package info.sopranoexch.sandbox.fault;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Deliberate failures.
 *
 * @param hang how long a call that times out is held open
 * @param magicAmounts whether magic amounts have an effect
 */
@ConfigurationProperties("sandbox")
public record FaultProperties(
        @DefaultValue("30s") Duration hang,
        @DefaultValue("true") boolean magicAmounts) {}
