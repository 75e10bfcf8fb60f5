package info.sopranoexch.payment.providerchecks;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of scheduled provider checks.
 *
 * @param enabled false in tests that run checks step by step
 * @param unpaidPerSecond maximum number of checks of unpaid payments; a backlog must not slow new payments down
 * @param urgentPerSecond maximum number of checks of each other kind
 */
@Validated
@ConfigurationProperties("soprano.provider-checks")
record ProviderCheckProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("100") @Min(1) @Max(5_000) int unpaidPerSecond,
        @DefaultValue("100") @Min(1) @Max(5_000) int urgentPerSecond) {
    int perSecond(ProviderCheckKind kind) {
        return kind.isUrgent() ? urgentPerSecond : unpaidPerSecond;
    }
}
