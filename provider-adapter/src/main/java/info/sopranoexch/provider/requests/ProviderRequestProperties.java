package info.sopranoexch.provider.requests;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the requests to the provider.
 *
 * @param maxInProgress requests that may be queued or running; at this limit no further records are read from Kafka
 * @param maxConcurrent requests that may call the provider at the same time; a burst waits in the queue, where no deadline
 *     of a call runs
 * @param shutdownTimeout how long a shutdown waits for requests in progress
 */
@Validated
@ConfigurationProperties("soprano.provider-requests")
record ProviderRequestProperties(
        @DefaultValue("1000") @Min(1) int maxInProgress,
        @DefaultValue("32") @Min(1) int maxConcurrent,
        @DefaultValue("10s") Duration shutdownTimeout) {}
