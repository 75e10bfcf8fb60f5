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
 * How an attempt is made.
 *
 * @param allowLoopback whether loopback addresses, on any port, are targets; for local runs and tests only
 * @param allowedPorts of public targets; payment-service accepts no others, so the setting must be the same there
 * @param deadline of an attempt, from the name's resolution to the last byte that is read
 * @param connectTimeout of a connection, to one address
 * @param dnsThreads resolutions at a time
 * @param maxConnections open connections, idle ones included
 * @param maxResponse bytes that are read of an answer, before and after decompression
 * @param maxExcerpt characters of an answer that are kept
 * @param keepAlive how long a connection lives at most
 * @param caCertificates certificate authorities that are trusted besides those of the JDK: a PEM file, or a directory of
 *     {@code .pem} and {@code .crt} files, read at the start; null adds none
 */
@Validated
@ConfigurationProperties("soprano.webhooks")
public record SendingProperties(
        @DefaultValue("false") boolean allowLoopback,

        @NotEmpty @DefaultValue(WebhookPorts.DEFAULT) Set<Integer> allowedPorts,

        @DefaultValue("15s") Duration deadline,
        @DefaultValue("5s") Duration connectTimeout,
        @Min(1) @Max(256) @DefaultValue("16") int dnsThreads,
        @Min(1) @Max(65_536) @DefaultValue("2048") int maxConnections,
        @DefaultValue("64KB") DataSize maxResponse,
        @Min(0) @Max(65_536) @DefaultValue("1024") int maxExcerpt,
        @DefaultValue("60s") Duration keepAlive,
        @Nullable Path caCertificates) {

    public SendingProperties {
        // An environment variable that is set to nothing.
        caCertificates = caCertificates == null || caCertificates.toString().isEmpty() ? null : caCertificates;
    }
}
