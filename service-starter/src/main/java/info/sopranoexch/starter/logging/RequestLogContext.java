package info.sopranoexch.starter.logging;

import info.sopranoexch.starter.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Adds the payment in the path of a request, and the trace and request id in its headers, to its log lines. */
class RequestLogContext implements AsyncHandlerInterceptor {
    private static final String ATTRIBUTE = RequestLogContext.class.getName();
    private static final String PREFIX = "pay_";
    private static final int MAX = 64;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(
                ATTRIBUTE,
                LogContext.of(paymentId(request), request.getHeader(TraceContext.HEADER), requestId(request)));
        return true;
    }

    /** Returns null in the gateway, which has already assigned an id: the header of a client is not trusted. */
    private static @Nullable String requestId(HttpServletRequest request) {
        String id = request.getHeader(LogContext.REQUEST_HEADER);
        boolean trusted = MDC.get(LogContext.REQUEST) == null;
        return trusted && id != null && id.startsWith("req_") && id.length() <= MAX ? id : null;
    }

    private static @Nullable String paymentId(HttpServletRequest request) {
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            for (Object value : variables.values()) {
                if (value instanceof String text && text.startsWith(PREFIX) && text.length() <= MAX) {
                    return text;
                }
            }
        }
        return null;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        close(request);
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        close(request);
    }

    private static void close(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof LogContext context) {
            request.removeAttribute(ATTRIBUTE);
            context.close();
        }
    }
}
