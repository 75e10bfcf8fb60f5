package info.sopranoexch.payment.invoicechanges;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the provider's list of changed invoices.
 *
 * @param enabled false in tests that read the list step by step
 * @param limit maximum number of invoices in a response
 * @param maxPages maximum number of responses that are read before their changes are compared
 * @param callbackTime how long a change may wait for its callback before the invoice is queried
 * @param retry pause before an invoice whose change was not reported is queried again
 * @param maxQueries maximum number of queries of a change that the provider answers; others are repeated
 * @param discovery pause before a provider that does not offer the list is called again
 * @param validity how long after the list was read to its end the payments are not checked one by one
 */
@Validated
@ConfigurationProperties("soprano.invoice-changes")
record InvoiceChangeProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("200") @Min(1) @Max(1_000) int limit,
        @DefaultValue("25") @Min(1) int maxPages,
        @DefaultValue("3s") @DurationMin(millis = 1) Duration callbackTime,
        @DefaultValue("10s") @DurationMin(millis = 1) Duration retry,
        @DefaultValue("3") @Min(1) int maxQueries,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration discovery,
        @DefaultValue("1m") @DurationMin(millis = 1) Duration validity) {}
