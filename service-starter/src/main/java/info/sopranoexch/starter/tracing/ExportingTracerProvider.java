package info.sopranoexch.starter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Exports spans in batches, off the working threads. Spans beyond the queue's limit are dropped. */
final class ExportingTracerProvider implements TracerProvider, AutoCloseable {
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration BATCH_DELAY = Duration.ofSeconds(1);
    private static final int MAX_QUEUED_SPANS = 8_192;
    private static final int MAX_BATCH_SPANS = 512;
    private static final long CLOSE_TIMEOUT_SECONDS = 3;

    private final SdkTracerProvider sdk;

    ExportingTracerProvider(TracingProperties properties, String endpoint, String service) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(EXPORT_TIMEOUT);
        properties.headers().forEach(exporter::addHeader);
        this.sdk = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        service,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .setSampler(sampler(properties))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(BATCH_DELAY)
                        .setMaxQueueSize(MAX_QUEUED_SPANS)
                        .setMaxExportBatchSize(MAX_BATCH_SPANS)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .build())
                .build();
    }

    /**
     * The gateway decides by the trace id alone: the flag of an outside caller neither fills our store nor hides a trace. All
     * spans of a trace get the same decision.
     */
    private static Sampler sampler(TracingProperties properties) {
        return properties.startsTraces()
                ? Sampler.traceIdRatioBased(properties.sampled())
                : Sampler.parentBased(Sampler.alwaysOff());
    }

    @Override
    public Tracer get(String instrumentationScope) {
        return sdk.get(instrumentationScope);
    }

    @Override
    public Tracer get(String instrumentationScope, String version) {
        return sdk.get(instrumentationScope, version);
    }

    @Override
    public void close() {
        var unused = sdk.shutdown().join(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
