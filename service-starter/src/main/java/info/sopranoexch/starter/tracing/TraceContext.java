package info.sopranoexch.starter.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the header {@code traceparent}. Source: W3C Trace Context. Services store it and pass it on as a string,
 * because work of many traces runs in one thread.
 */
public final class TraceContext {
    public static final String HEADER = "traceparent";
    /** Name of the span attribute with the payment's id. */
    public static final String PAYMENT_ID = "soprano.payment_id";

    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;

    private static final TextMapGetter<String> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return key.equals(HEADER) ? traceparent : null;
        }
    };

    private TraceContext() {}

    /** Returns a valid {@code traceparent} unchanged in meaning; null if the value is absent or malformed. */
    public static @Nullable String valid(@Nullable String value) {
        return value == null ? null : format(parse(value));
    }

    /** Returns the {@code traceparent} of a record; null if it is absent or malformed. */
    public static @Nullable String of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        return header == null || header.value() == null
                ? null
                : valid(new String(header.value(), StandardCharsets.US_ASCII));
    }

    /** Returns the {@code traceparent} for everything that the span causes; null if the span belongs to no trace. */
    public static @Nullable String of(Span span) {
        return format(span.getSpanContext());
    }

    /** Replaces the {@code traceparent} of a record, unless the new one is null. */
    public static void set(Headers headers, @Nullable String traceparent) {
        if (traceparent != null) {
            headers.remove(HEADER);
            headers.add(HEADER, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Returns the {@code traceparent} of a new trace that is not sampled. */
    public static String newTrace() {
        var random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return "00-" + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong() | 1) + "-"
                + hex.toHexDigits(random.nextLong() | 1) + "-00";
    }

    /** Returns the trace id of a valid {@code traceparent}. */
    public static String traceId(String traceparent) {
        return traceparent.substring(TRACE_ID, TRACE_ID_END);
    }

    /**
     * Starts a span. The caller ends it.
     *
     * @param parent {@code traceparent} of the cause; if null, no span is made: only the gateway begins traces
     */
    public static Span start(Tracer tracer, String name, SpanKind kind, @Nullable String parent) {
        return parent == null ? Span.getInvalid() : startTrace(tracer, name, kind, parent);
    }

    /** Starts a span for a request from outside. Without a valid parent it begins a trace. */
    public static Span startTrace(Tracer tracer, String name, SpanKind kind, @Nullable String parent) {
        return tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(context(parent))
                .startSpan();
    }

    private static SpanContext parse(String traceparent) {
        return Span.fromContext(context(traceparent)).getSpanContext();
    }

    private static Context context(@Nullable String traceparent) {
        return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
    }

    private static @Nullable String format(SpanContext context) {
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }
}
