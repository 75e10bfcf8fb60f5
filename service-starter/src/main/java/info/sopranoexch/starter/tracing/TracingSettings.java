package info.sopranoexch.starter.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param endpoint where spans are sent by OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; null or empty
 *     for nowhere
 * @param sampled share of the traces that is kept, 0 to 1; decided where a request comes in
 * @param headers sent along, such as a token
 */
@ConfigurationProperties("soprano.tracing")
record TracingSettings(
        @Nullable String endpoint,
        @DefaultValue("1") double sampled,
        @DefaultValue Map<String, String> headers) {

    TracingSettings {
        if (sampled < 0 || sampled > 1) {
            throw new IllegalArgumentException("soprano.tracing.sampled is a share, 0 to 1");
        }
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return "TracingSettings[endpoint=" + endpoint + ", sampled=" + sampled + "]";
    }
}
