package info.sopranoexch.provider.callbacks;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of callbacks.
 *
 * @param timestampTolerance largest difference between a callback's timestamp and the current time
 * @param storeDeadline how long a callback may wait for Kafka before the response is 503
 * @param maxInFlight callbacks that may wait for Kafka at the same time; above it the response is 503
 * @param maxBody largest body
 */
@Validated
@ConfigurationProperties("soprano.callbacks")
record CallbackProperties(
        @DefaultValue("5m") Duration timestampTolerance,
        @DefaultValue("5s") Duration storeDeadline,
        @DefaultValue("256") @Min(1) int maxInFlight,
        @DefaultValue("64KB") DataSize maxBody) {}
