package info.sopranoexch.payment.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the purge of command results without an Idempotency-Key.
 *
 * @param retention must exceed the retention of {@code payment.commands.v1}, which is 7 days unless an operator changes it
 * @param batch maximum number of rows in one DELETE
 */
@Validated
@ConfigurationProperties("soprano.command-results")
record CommandResultProperties(
        @DefaultValue("90d") @DurationMin(days = 8) Duration retention,
        @DefaultValue("1000") @Min(1) @Max(100_000) int batch) {}
