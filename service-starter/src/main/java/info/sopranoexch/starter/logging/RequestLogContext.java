package info.sopranoexch.starter.logging;

import info.sopranoexch.starter.tracing.TraceContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Adds the payment in the path of a request and the trace in its headers to the log lines of the request. */
class RequestLogContext implements AsyncHandlerInterceptor {
    private static final String ATTRIBUTE = RequestLogContext.class.getName();
    private static final String PREFIX = "pay_";
    private static final int MAX = 64;

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        request.setAttribute(ATTRIBUTE, LogContext.of(paymentId(request), request.getHeader(TraceContext.HEADER)));
        return true;
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
