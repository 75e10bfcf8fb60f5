package info.sopranoexch.webhook.replay;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of replays.
 *
 * @param batch deliveries that one step of a job makes pending
 * @param maxPending a step is skipped while the merchant has at least this many pending deliveries
 * @param maxRunning running jobs of one merchant
 */
@Validated
@ConfigurationProperties("soprano.replay")
record ReplayProperties(
        @Min(1) @Max(1_000) @DefaultValue("100") int batch,
        @Min(1) @DefaultValue("500") int maxPending,
        @Min(1) @Max(10) @DefaultValue("1") int maxRunning) {}
