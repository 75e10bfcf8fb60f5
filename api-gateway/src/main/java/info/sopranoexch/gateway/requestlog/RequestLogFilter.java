package info.sopranoexch.gateway.requestlog;

import info.sopranoexch.gateway.access.Caller;
import info.sopranoexch.gateway.problem.ProblemWriter;
import info.sopranoexch.gateway.requestid.RequestId;
import info.sopranoexch.schemas.avro.ApiRequest;
import info.sopranoexch.starter.secrets.Sha256;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerMapping;

/** Records each request that a handler received with a valid API key. */
class RequestLogFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String API_KEY = "X-API-Key";
    private static final String LOG_PATH = "/api/v1/requests";
    private static final byte[] NONE = {};

    private final transient RequestLogPublisher publisher;
    private final int bodyLimit;

    @Configuration(proxyBeanMethods = false)
    static class Registration {
        @Bean
        @ConditionalOnProperty(name = "soprano.request-log.enabled", matchIfMissing = true)
        FilterRegistrationBean<RequestLogFilter> requestLog(
                RequestLogPublisher publisher, RequestLogProperties properties) {
            var registration = new FilterRegistrationBean<>(new RequestLogFilter(publisher, properties));
            registration.addUrlPatterns("/api/v1/*");
            // After admission: a refused request costs no copy of its body.
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
            return registration;
        }
    }

    RequestLogFilter(RequestLogPublisher publisher, RequestLogProperties properties) {
        this.publisher = publisher;
        this.bodyLimit = (int) properties.bodyLimit().toBytes();
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader(API_KEY) == null) {
            chain.doFilter(request, response);
            return;
        }
        long startedAt = System.nanoTime();
        var copiedRequest = new CopiedRequest(request, bodyLimit);
        var copiedResponse = new CopiedResponse(response, bodyLimit);
        try {
            chain.doFilter(copiedRequest, copiedResponse);
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext()
                        .addListener(new PublishOnCompletion(
                                () -> publish(copiedRequest, copiedResponse, System.nanoTime() - startedAt)));
            } else {
                publish(copiedRequest, copiedResponse, System.nanoTime() - startedAt);
            }
        }
    }

    private void publish(CopiedRequest request, CopiedResponse response, long nanos) {
        Caller caller = Caller.find(request);
        String id = RequestId.of(request);
        String template = (String) request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (caller == null || id == null || template == null) {
            return;
        }
        var fields = ApiRequest.newBuilder()
                .setRequestId(id)
                .setAccountId(caller.accountId())
                .setKeyId(caller.keyId())
                .setReceivedAt(RequestId.receivedAt(id))
                .setDurationMs(Duration.ofNanos(nanos).toMillis())
                .setMethod(request.getMethod())
                .setPathTemplate(template)
                .setStatus(response.getStatus())
                .setErrorCode(ProblemWriter.codeOf(request))
                .setIdempotencyKeyHash(idempotencyKeyHash(request));
        identify(fields, request);
        // The log must not contain itself, and only JSON can be redacted.
        boolean hasBody = !template.startsWith(LOG_PATH) && isJson(response.getContentType());
        publisher.publish(new CompletedRequest(
                fields,
                request.getRequestURI(),
                request.getQueryString(),
                request.getHeader(API_KEY),
                request.body(),
                hasBody ? response.body() : NONE));
    }

    private static void identify(ApiRequest.Builder fields, HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)) {
            return;
        }
        if (variables.get("paymentId") instanceof String paymentId) {
            fields.setPaymentId(paymentId);
        }
        if (fields.getPathTemplate().startsWith("/api/v1/merchant/{")
                && variables.get("id") instanceof String id
                && id.matches("[0-9]{1,18}")) {
            fields.setMerchantId(Long.valueOf(id));
        }
    }

    /** Invalid keys are hashed too. */
    private static @Nullable String idempotencyKeyHash(HttpServletRequest request) {
        String key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        String stripped = key.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return Sha256.hex(quoted ? stripped.substring(1, stripped.length() - 1).replaceAll("\\\\(.)", "$1") : stripped);
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && (contentType.startsWith("application/json") || contentType.startsWith("application/problem+json"));
    }

    private record PublishOnCompletion(Runnable publish) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            publish.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {}

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
