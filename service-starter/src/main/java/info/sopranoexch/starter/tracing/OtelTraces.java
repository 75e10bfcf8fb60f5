package info.sopranoexch.starter.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Spans by the OpenTelemetry SDK, sent in batches aside from the work; what finds no room is dropped. */
final class OtelTraces implements Traces, AutoCloseable {
    private static final Duration EXPORT_DEADLINE = Duration.ofSeconds(5);
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int QUEUE = 8_192;
    private static final int BATCH = 512;
    private static final long CLOSE_SECONDS = 3;

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Sampler share;

    OtelTraces(TracingSettings settings, String endpoint, String service) {
        this.share = Sampler.traceIdRatioBased(settings.sampled());
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(endpoint).setTimeout(EXPORT_DEADLINE);
        settings.headers().forEach(exporter::addHeader);
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        service,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())))
                .setSampler(Sampler.parentBased(share))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(DELAY)
                        .setMaxQueueSize(QUEUE)
                        .setMaxExportBatchSize(BATCH)
                        .setExporterTimeout(EXPORT_DEADLINE)
                        .build())
                .build();
        this.tracer = provider.get("info.sopranoexch");
    }

    @Override
    public boolean areOn() {
        return true;
    }

    @Override
    public Span edge(String name, Kind kind, @Nullable String parent) {
        String sane = TraceParent.sane(parent);
        if (sane == null) {
            return started(tracer.spanBuilder(name).setNoParent(), kind);
        }
        boolean kept = share.shouldSample(
                                Context.root(),
                                TraceParent.traceId(sane),
                                name,
                                SpanKind.SERVER,
                                Attributes.empty(),
                                List.of())
                        .getDecision()
                == SamplingDecision.RECORD_AND_SAMPLE;
        return started(tracer.spanBuilder(name).setParent(context(sane, kept)), kind);
    }

    @Override
    public Span begin(String name, Kind kind, @Nullable String parent) {
        String sane = TraceParent.sane(parent);
        // Not kept by who began the trace: nothing to be made here either.
        if (sane == null || !TraceParent.isSampled(sane)) {
            return new NoSpan(parent);
        }
        return started(tracer.spanBuilder(name).setParent(context(sane, true)), kind);
    }

    private static Span started(SpanBuilder span, Kind kind) {
        return new OtelSpan(span.setSpanKind(SpanKind.valueOf(kind.name())).startSpan());
    }

    private static Context context(String sane, boolean kept) {
        SpanContext parent = SpanContext.createFromRemoteParent(
                TraceParent.traceId(sane),
                TraceParent.spanId(sane),
                kept ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
        return Context.root().with(io.opentelemetry.api.trace.Span.wrap(parent));
    }

    @Override
    public void close() {
        var unused = provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
