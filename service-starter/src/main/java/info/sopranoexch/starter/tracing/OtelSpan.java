package info.sopranoexch.starter.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;

/** A span of the OpenTelemetry SDK. */
final class OtelSpan implements Span {
    private final io.opentelemetry.api.trace.Span span;

    OtelSpan(io.opentelemetry.api.trace.Span span) {
        this.span = span;
    }

    @Override
    public String traceparent() {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    @Override
    public Span named(String name) {
        span.updateName(name);
        return this;
    }

    @Override
    public Span tag(String key, String value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public Span tag(String key, long value) {
        span.setAttribute(key, value);
        return this;
    }

    @Override
    public void failed(String why) {
        span.setStatus(StatusCode.ERROR, why);
    }

    @Override
    public void close() {
        span.end();
    }
}
