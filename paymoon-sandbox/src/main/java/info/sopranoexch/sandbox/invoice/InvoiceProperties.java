package info.sopranoexch.sandbox.invoice;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Invoices and refunds.
 *
 * @param publicBaseUrl base URL of the pay page
 * @param refundPending how long a pending refund stays pending
 * @param arrivalWait how long the control API waits for the creation of an invoice
 * @param invoiceChanges whether the API lists changed invoices, which is optional for a provider
 */
@Validated
@ConfigurationProperties("sandbox")
record InvoiceProperties(
        @NotNull URI publicBaseUrl,
        @DefaultValue("3s") Duration refundPending,
        @DefaultValue("5s") Duration arrivalWait,
        @DefaultValue("true") boolean invoiceChanges) {}
