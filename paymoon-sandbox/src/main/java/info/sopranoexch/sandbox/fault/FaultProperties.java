package info.sopranoexch.sandbox.fault;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of failing on purpose.
 *
 * @param hang how long a call that "times out" is held open
 * @param magicAmounts whether amounts of the table of magic amounts are magic
 */
@ConfigurationProperties("sandbox")
public record FaultProperties(
        @DefaultValue("30s") Duration hang,
        @DefaultValue("true") boolean magicAmounts) {}
