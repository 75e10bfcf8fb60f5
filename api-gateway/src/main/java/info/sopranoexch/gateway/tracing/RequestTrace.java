package info.sopranoexch.gateway.tracing;

import info.sopranoexch.starter.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;

/** The trace that a request belongs to: the caller's when it names one, a new one otherwise. */
public final class RequestTrace {
    private static final String ATTRIBUTE = RequestTrace.class.getName();

    private RequestTrace() {}

    /** The {@code traceparent} of all that the request causes; the same each time. */
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
