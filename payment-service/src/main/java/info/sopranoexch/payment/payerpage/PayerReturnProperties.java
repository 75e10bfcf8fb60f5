package info.sopranoexch.payment.payerpage;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the provider checks that payers cause by returning from the provider.
 *
 * @param minPause minimum pause between two such checks of a payment; the pause grows with the payer's waiting time
 * @param reload how long after a return another one counts as a reload of the page
 */
@Validated
@ConfigurationProperties("soprano.payer-return")
record PayerReturnProperties(
        @DefaultValue("2s") @DurationMin(seconds = 1) Duration minPause,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration reload) {}
