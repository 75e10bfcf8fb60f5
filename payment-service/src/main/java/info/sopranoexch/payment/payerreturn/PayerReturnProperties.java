package info.sopranoexch.payment.payerreturn;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the queries that payers cause by coming back from the provider.
 *
 * @param minPause the least time between two such queries about one payment; it grows with the time that the payer waits
 * @param reload how long after a return a further one counts as a reload of the page
 */
@Validated
@ConfigurationProperties("soprano.payer-return")
record PayerReturnProperties(
        @DefaultValue("2s") @DurationMin(seconds = 1) Duration minPause,
        @DefaultValue("30s") @DurationMin(seconds = 1) Duration reload) {}
