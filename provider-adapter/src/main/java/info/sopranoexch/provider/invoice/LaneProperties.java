package info.sopranoexch.provider.invoice;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxInHand pieces of work that may wait or run; past it no further records are taken from Kafka
 * @param maxRunning pieces that may run, that is call the provider, at a time; a burst waits here, where no deadline of a
 *     call runs yet, and not at a provider that is slow already
 * @param drain how long a shutdown waits for what is in hand
 */
@Validated
@ConfigurationProperties("soprano.lanes")
record LaneProperties(
        @DefaultValue("1000") @Min(1) int maxInHand,
        @DefaultValue("32") @Min(1) int maxRunning,
        @DefaultValue("10s") Duration drain) {}
