package info.sopranoexch.gateway.tracing;

import info.sopranoexch.gateway.requestid.RequestId;
import info.sopranoexch.starter.logging.LogContext;
import info.sopranoexch.starter.tracing.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;

/** Assigns a trace to each request of the API, for its log lines and messages. If tracing is on, it records a span. */
class RequestSpans extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final int SERVER_FAULT = 500;

    private final transient Tracer tracer;

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        FilterRegistrationBean<RequestSpans> requestSpans(Tracer tracer) {
            var registration = new FilterRegistrationBean<>(new RequestSpans(tracer));
            registration.addUrlPatterns("/api/v1/*");
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return registration;
        }
    }

    RequestSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Span span = TraceContext.startTrace(
                tracer, request.getMethod(), SpanKind.SERVER, request.getHeader(TraceContext.HEADER));
        String traceparent = TraceContext.of(span);
        if (traceparent != null) {
            RequestTrace.set(request, traceparent);
        }
        try (var _ = LogContext.of(null, RequestTrace.of(request))) {
            chain.doFilter(request, response);
        } finally {
            if (span.isRecording()) {
                describe(span, request, response.getStatus());
            }
            span.end();
        }
    }

    /** Names the span after the pattern of the endpoint, because paths contain ids and arbitrary text. */
    private static void describe(Span span, HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern) {
            span.updateName(request.getMethod() + " " + pattern).setAttribute("http.route", pattern);
        }
        String requestId = RequestId.of(request);
        if (requestId != null) {
            span.setAttribute("soprano.request_id", requestId);
        }
        span.setAttribute("http.request.method", request.getMethod()).setAttribute("http.response.status_code", status);
        if (status >= SERVER_FAULT) {
            span.setStatus(StatusCode.ERROR, "http_" + status);
        }
    }
}
