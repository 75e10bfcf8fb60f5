package info.sopranoexch.gateway.tracing;

import info.sopranoexch.starter.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;

/** The trace of a request: the caller's trace, or a new one. */
public final class RequestTrace {
    private static final String ATTRIBUTE = RequestTrace.class.getName();

    private RequestTrace() {}

    /** Returns the {@code traceparent} for everything that the request causes. Each call returns the same. */
    public static String of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        String given = TraceContext.valid(request.getHeader(TraceContext.HEADER));
        String trace = given == null ? TraceContext.newTrace() : given;
        set(request, trace);
        return trace;
    }

    static void set(HttpServletRequest request, String traceparent) {
        request.setAttribute(ATTRIBUTE, traceparent);
    }
}
