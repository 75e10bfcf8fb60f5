package info.sopranoexch.starter.tracing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Export of spans.
 *
 * @param endpoint OTLP over HTTP, such as {@code http://collector:4318/v1/traces}; null or empty: no spans are made
 * @param startsTraces whether this service decides which traces are sampled; the others follow the decision
 * @param sampled share of the traces that is sampled, 0 to 1
 * @param headers extra headers of the export, such as a token
 */
@ConfigurationProperties("soprano.tracing")
record TracingProperties(
        @Nullable String endpoint,
        @DefaultValue("false") boolean startsTraces,
        @DefaultValue("1") double sampled,
        @DefaultValue Map<String, String> headers) {

    TracingProperties {
        if (sampled < 0 || sampled > 1) {
            throw new IllegalArgumentException("soprano.tracing.sampled must be between 0 and 1");
        }
    }

    @Override
    public String toString() {
        return "TracingProperties[endpoint=" + endpoint + ", sampled=" + sampled + ", headers=***]";
    }
}
