package info.sopranoexch.payment.sweeping;

import info.sopranoexch.payment.payments.CheckKind;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param enabled off in tests that step it by hand
 * @param batch at most so many unpaid payments a second: what is overdue must not drown what is new
 * @param urgentBatch at most so many payments a second of each other kind, whatever the backlog of unpaid ones
 */
@Validated
@ConfigurationProperties("soprano.sweeper")
record SweeperProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") @Min(1) @Max(5_000) int batch,
        @DefaultValue("100") @Min(1) @Max(5_000) int urgentBatch) {
    int batch(CheckKind kind) {
        return kind.isUrgent() ? urgentBatch : batch;
    }
}
