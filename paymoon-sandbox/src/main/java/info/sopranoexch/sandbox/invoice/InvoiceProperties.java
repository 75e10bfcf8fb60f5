package info.sopranoexch.sandbox.invoice;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param publicBaseUrl where payers find the pay page
 * @param refundPending how long a refund is pending that does not succeed at once
 * @param arrivalWait how long the control API waits for an invoice that is not there yet
 */
@Validated
@ConfigurationProperties("sandbox")
record InvoiceProperties(
        @NotNull URI publicBaseUrl,
        @DefaultValue("3s") Duration refundPending,
        @DefaultValue("5s") Duration arrivalWait) {}
