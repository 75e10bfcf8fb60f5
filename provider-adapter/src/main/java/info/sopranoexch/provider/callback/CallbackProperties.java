package info.sopranoexch.provider.callback;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param keepDeadline how long a callback may wait for Kafka's acknowledgement before it is answered 503
 * @param maxInFlight how many may wait at a time; one more is answered 503 at once
 */
@Validated
@ConfigurationProperties("soprano.callbacks")
record CallbackProperties(
        @DefaultValue("5s") Duration keepDeadline,
        @DefaultValue("256") @Min(1) int maxInFlight) {}
