package info.sopranoexch.webhook.suspension;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Publishing the deliveries of suspended endpoints.
 *
 * @param batch deliveries that one transaction publishes
 * @param batchesPerRound transactions in a round; rounds are 2 s apart
 */
@Validated
@ConfigurationProperties("soprano.suspension")
record SuspensionProperties(
        @Min(1) @Max(10_000) @DefaultValue("500") int batch,
        @Min(1) @Max(1_000) @DefaultValue("20") int batchesPerRound) {}
