package info.sopranoexch.webhook.replay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How fast the past is sent again.
 *
 * @param batch deliveries put back in one step of a job
 * @param maxPending a step waits while the merchant has more than this pending: the present goes first
 * @param maxRunning jobs of a merchant at a time
 */
@Validated
@ConfigurationProperties("soprano.replay")
public record ReplayProperties(
        @Min(1) @Max(1_000) @DefaultValue("100") int batch,
        @Min(1) @DefaultValue("500") int maxPending,
        @Min(1) @Max(10) @DefaultValue("1") int maxRunning) {}
