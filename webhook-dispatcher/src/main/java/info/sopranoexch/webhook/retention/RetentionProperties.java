package info.sopranoexch.webhook.retention;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of retention.
 *
 * @param historyDays days for which finished deliveries and attempts are kept; they can be redelivered during that time
 * @param eventDays days for which the Events API keeps an event
 * @param aheadDays days for which partitions are created ahead
 * @param suspendedDays days for which deliveries wait for a disabled endpoint
 * @param paymentMonths months after its creation for which the last version of a payment is kept
 * @param largestClockStep a larger difference between two hourly readings of the database's clock counts as a jump
 * @param expiryBatch suspended deliveries that one transaction marks as exhausted
 * @param dropTimeout how long dropping a partition waits for its lock; writers wait behind it
 */
@Validated
@ConfigurationProperties("soprano.retention")
record RetentionProperties(
        @Min(1) @Max(3_650) @DefaultValue("90") int historyDays,
        @Min(1) @Max(3_650) @DefaultValue("30") int eventDays,
        @Min(1) @Max(60) @DefaultValue("7") int aheadDays,
        @Min(1) @Max(3_650) @DefaultValue("30") int suspendedDays,
        @Min(1) @Max(240) @DefaultValue("18") int paymentMonths,
        @DefaultValue("2d") Duration largestClockStep,
        @Min(1) @Max(10_000) @DefaultValue("1000") int expiryBatch,
        @DefaultValue("2s") Duration dropTimeout) {}
