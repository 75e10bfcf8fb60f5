package info.sopranoexch.payment.providerchecks;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of scheduled provider checks. Their rate adapts to the provider.
 *
 * @param enabled false in tests that run checks step by step
 * @param minInFlight checks of an instance without a result, at least
 * @param initialInFlight checks without a result after the start
 * @param maxInFlight checks without a result, at most
 * @param targetTime if a check takes longer from publishing to its result, fewer may be in flight
 * @param maxPause longest pause for which the provider can ask with {@code Retry-After}
 * @param timeout after this time a check without a result is published again
 */
@Validated
@ConfigurationProperties("soprano.provider-checks")
record ProviderCheckProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("4") @Min(1) int minInFlight,
        @DefaultValue("50") @Min(1) int initialInFlight,
        @DefaultValue("1000") @Min(1) @Max(5_000) int maxInFlight,
        @DefaultValue("1s") @DurationMin(millis = 1) Duration targetTime,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration maxPause,
        @DefaultValue("30s") @DurationMin(millis = 1) Duration timeout) {}
