package info.sopranoexch.webhook.sending;

import info.sopranoexch.starter.url.WebhookPorts;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of attempts.
 *
 * @param allowLoopback whether loopback addresses on any port are allowed; for local runs and tests only
 * @param allowedPorts ports of public targets; payment-service must have the same setting, because it accepts no others
 * @param deadline of an attempt, from the name resolution to the last byte of the response
 * @param connectTimeout of a connection to one address
 * @param dnsThreads concurrent name resolutions
 * @param dnsQueue name resolutions that wait for a thread
 * @param maxAddresses addresses of a name to try; each may take a connect timeout
 * @param maxConnections open connections, including idle ones
 * @param maxHeaders header lines of a response
 * @param maxHeaderLine the longest header line of a response
 * @param maxResponse bytes of a response that are read, before and after decompression
 * @param maxExcerpt characters of a response that are stored
 * @param keepAlive the greatest lifetime of a connection
 * @param caCertificates additional trusted certificate authorities: a PEM file, or a directory of
 *     {@code .pem} and {@code .crt} files, read at the start; null adds none
 */
@Validated
@ConfigurationProperties("soprano.webhooks")
record SendingProperties(
        @DefaultValue("false") boolean allowLoopback,

        @NotEmpty @DefaultValue(WebhookPorts.DEFAULT) Set<Integer> allowedPorts,

        @DefaultValue("15s") Duration deadline,
        @DefaultValue("5s") Duration connectTimeout,
        @Min(1) @Max(256) @DefaultValue("16") int dnsThreads,
        @Min(1) @Max(65_536) @DefaultValue("1024") int dnsQueue,
        @Min(1) @Max(16) @DefaultValue("4") int maxAddresses,
        @Min(1) @Max(65_536) @DefaultValue("2048") int maxConnections,
        @Min(1) @DefaultValue("100") int maxHeaders,
        @DefaultValue("8KB") DataSize maxHeaderLine,
        @DefaultValue("64KB") DataSize maxResponse,
        @Min(0) @Max(65_536) @DefaultValue("1024") int maxExcerpt,
        @DefaultValue("60s") Duration keepAlive,
        @Nullable Path caCertificates) {

    SendingProperties {
        // An empty environment variable counts as absent.
        caCertificates = caCertificates == null || caCertificates.toString().isEmpty() ? null : caCertificates;
    }
}
