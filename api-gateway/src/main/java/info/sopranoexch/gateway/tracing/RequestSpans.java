package info.sopranoexch.gateway.tracing;

import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.Span;
import info.sopranoexch.starter.tracing.TraceParent;
import info.sopranoexch.starter.tracing.Traces;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.servlet.HandlerMapping;

/** A trace for each request of the API, in its log lines and in all that it causes; a span too where spans are made. */
class RequestSpans extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_FAULT = 500;

    private final transient Traces traces;

    RequestSpans(Traces traces) {
        this.traces = traces;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try (Span span = traces.edge(request.getMethod(), Traces.Kind.SERVER, request.getHeader(TraceParent.HEADER))) {
            String traceparent = span.traceparent();
            if (traceparent != null) {
                RequestTrace.set(request, traceparent);
            }
            try (var _ = LogContext.of(null, RequestTrace.of(request))) {
                chain.doFilter(request, response);
            } finally {
                if (traces.areOn()) {
                    describe(span, request, response.getStatus());
                }
            }
        }
    }

    /** By the endpoint's pattern: the path itself has ids in it, or whatever a stranger made up. */
    private static void describe(Span span, HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            span.named(request.getMethod() + " " + pattern).tag("http.route", pattern);
        }
        span.tag("http.request.method", request.getMethod()).tag("http.response.status_code", status);
        if (status >= SERVER_FAULT) {
            span.failed("http_" + status);
        }
    }
}
