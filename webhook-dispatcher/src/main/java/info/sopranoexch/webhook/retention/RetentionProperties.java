package info.sopranoexch.webhook.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long history is kept.
 *
 * @param historyDays days that finished deliveries and attempts are kept; what is exhausted can be sent again that long
 * @param aheadDays days for which partitions are made ahead
 * @param suspendedDays days that deliveries wait for an endpoint that is switched off
 * @param paymentMonths months after its creation that a payment's versions are remembered
 * @param dropTimeout how long dropping a partition may wait for its lock; writers queue behind it
 */
@Validated
@ConfigurationProperties("soprano.retention")
public record RetentionProperties(
        @Min(1) @Max(3_650) @DefaultValue("90") int historyDays,
        @Min(1) @Max(60) @DefaultValue("7") int aheadDays,
        @Min(1) @Max(3_650) @DefaultValue("30") int suspendedDays,
        @Min(1) @Max(240) @DefaultValue("18") int paymentMonths,
        @DefaultValue("2s") Duration dropTimeout) {}
